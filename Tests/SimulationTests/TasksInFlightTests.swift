import CounterRandom
import Testing

@testable import Simulation

@Suite struct TasksInFlightTests {
  let draws = CounterRandom(seed: 1, stream: .routing)

  @Test func `rows are used again, so that memory follows the tasks in flight`() {
    var tasks = TasksInFlight(), rows: [Int32] = []
    for task in 0..<1000 {
      rows.append(tasks.insert(TaskInFlight(arrival(task, at: milliseconds(Int64(task))), draws: draws)))
      if task >= 7 { tasks.remove(rows[task - 7]) }
    }
    #expect(rows.allSatisfy { $0 < 8 })
    #expect(tasks.count == 7)
  }

  @Test func `the tasks in flight are those put in and not taken out`() {
    var tasks = TasksInFlight()
    let rows = (0..<4).map { task in
      let row = tasks.insert(TaskInFlight(arrival(task, at: .zero), draws: draws))
      tasks[row].phase = .held
      return row
    }
    tasks.remove(rows[1])
    var found: [Int] = []
    tasks.forEach { found.append($0.task) }
    #expect(found == [0, 2, 3])
  }
}
