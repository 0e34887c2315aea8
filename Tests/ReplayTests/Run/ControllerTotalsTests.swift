import EdgeModel
import Simulation
import Testing
import TestSupport

@testable import Replay

@Suite struct ControllerTotalsTests {
  /// 500 tasks whose delays spread over three decades, a slot of 1 s for every 50 of them.
  private static let tasks = (0..<500).map { task in
    completed(
      task, arrived: Double(task) / 50, delay: 1 + Double((task * task * 7919) % 100_003) / 100,
      isCorrect: task % 3 != 0)
  }

  private func totals() -> ControllerTotals {
    var totals = ControllerTotals(slotSeconds: 1)
    for slot in 0..<12 {
      // Tasks end one slot after they arrived; the last slots bring no arrivals.
      let ended = Self.tasks.filter { Int($0.arrived.seconds) == slot - 1 }
      totals.add(arrivals: slot < 10 ? 50 : 0, ended, inFlight: slot < 10 ? 50 : 0)
    }
    return totals
  }

  @Test func `sums and means agree with a direct computation`() throws {
    let totals = totals()
    let delays = Self.tasks.map { Double($0.delay.nanoseconds) / 1e9 }
    let mean = delays.reduce(0, +) / 500, accuracy = Double(Self.tasks.count { $0.isCorrect }) / 500
    #expect(totals.arrived == 500)
    #expect(totals.inFlight == 0)
    #expect(totals.all.completed == 500)
    #expect(abs((totals.delayMeanSeconds ?? .nan) - mean) < 1e-12)
    #expect(totals.accuracy == accuracy)
    let objective = try #require(totals.objectiveSeconds(kappaSeconds: 0.5))
    #expect(abs(objective - mean - 0.5 * (1 - accuracy)) < 1e-12)
    #expect(totals.rounds == 36)
    #expect(totals.messages == 120)
    #expect(totals.bytes == 960)
  }

  @Test(arguments: [0.1, 50, 90, 95, 99, 99.9, 100])
  func `percentiles agree with a sort to 0.1 percent`(percent: Double) throws {
    let sorted = Self.tasks.map { Double($0.delay.nanoseconds) / 1e9 }.sorted()
    let rank = Int((percent / 100 * 500).rounded(.up))
    let found = try #require(totals().delaySeconds(percentile: percent))
    #expect(abs(found / sorted[rank - 1] - 1) <= 1e-3, "\(found) instead of \(sorted[rank - 1])")
  }

  @Test func `tasks count for the slot they arrived in`() {
    let totals = totals()
    #expect(totals.byArrival.count == 12)
    for slot in 0..<10 {
      let arrived = Self.tasks.filter { Int($0.arrived.seconds) == slot }
      #expect(totals.byArrival[slot].sum.completed == 50)
      #expect(totals.byArrival[slot].sum.correct == arrived.count { $0.isCorrect })
      #expect(
        totals.byArrival[slot].sum.delayNanoseconds == arrived.reduce(0) { $0 + Int128($1.delay.nanoseconds) }
      )
    }
    #expect(totals.byArrival[10].sum.meanSeconds == nil && totals.byArrival[11].sum.accuracy == nil)
  }

  @Test func `the formula's error is the median of predicted over measured delay`() throws {
    let problem = SmallProblems.diamond()
    let predicted = Evaluation(problem, .uniform(on: problem.network)).delaySeconds
    let totals = totals()
    let errors = (0..<10).compactMap { totals.byArrival[$0].sum.meanSeconds }.map { predicted / $0 - 1 }
      .sorted()
    let median = (errors[4] + errors[5]) / 2
    #expect(abs((totals.formulaError ?? .nan) - median) < 1e-12)
  }

  @Test func `a run without tasks has sums and no means`() {
    var totals = ControllerTotals(slotSeconds: 1)
    totals.add(arrivals: 0, [])
    #expect(totals.arrived == 0 && totals.all.completed == 0)
    #expect(totals.delayMeanSeconds == nil && totals.accuracy == nil && totals.formulaError == nil)
    #expect(totals.delaySeconds(percentile: 50) == nil && totals.objectiveSeconds(kappaSeconds: 1) == nil)
  }
}
