import Simulation
import Testing

@testable import Replay

@Suite struct SlotMeasurementTests {
  func measurement(_ tasks: [CompletedTask], kappaSeconds: Double) -> SlotMeasurement {
    var sum = DelaySum(), delays = DelayHistogram()
    for task in tasks {
      sum.add(task)
      delays.record(task.delay.nanoseconds)
    }
    return SlotMeasurement(sum, delays, kappaSeconds: kappaSeconds)
  }

  @Test func `twenty tasks, by hand`() throws {
    let tasks = (1...20).map { completed($0, arrived: 0, delay: Double($0), isCorrect: $0 % 4 != 0) }
    let found = measurement(tasks.reversed(), kappaSeconds: 0.5)
    #expect(found.completed == 20)
    #expect(abs((found.delayMeanSeconds ?? .nan) - 0.0105) < 1e-15)
    #expect(abs((found.delayP95Seconds ?? .nan) / 0.019 - 1) < 1e-3, "the 19th of 20")
    #expect(found.accuracy == 0.75)
    #expect(abs((found.objectiveSeconds ?? .nan) - 0.1355) < 1e-15)
    #expect(found.reward == found.objectiveSeconds.map { -$0 })
  }

  @Test(arguments: [(1, 1.0), (2, 2), (19, 19), (21, 20), (100, 95), (101, 96)])
  func `the 95th percentile is the nearest rank`(count: Int, milliseconds: Double) {
    let tasks = (1...count).map { completed($0, arrived: 0, delay: Double($0)) }
    let found = measurement(tasks, kappaSeconds: 0).delayP95Seconds ?? .nan
    #expect(abs(found / (milliseconds / 1000) - 1) < 1e-3)
  }

  @Test func `no task, no measurement`() {
    let found = measurement([], kappaSeconds: 0.5)
    #expect(found.completed == 0)
    #expect(found.delayMeanSeconds == nil && found.delayP95Seconds == nil && found.accuracy == nil)
    #expect(found.objectiveSeconds == nil && found.reward == nil)
  }
}
