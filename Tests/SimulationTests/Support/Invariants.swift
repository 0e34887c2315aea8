import EdgeModel
import Simulation

/// What every run must satisfy: Model section 8, read off the visits alone.
///
/// Each property is a list of violations in words; empty is good.
struct Invariants {
  let scenario: RandomScenario
  let journal: Journal
  let unfinished: [Visit]

  private var network: Network { scenario.network }

  /// Each arrival is finished, dropped or in flight, once.
  var lostOrDoubled: [String] {
    let ends = (journal.tasks.map(\.task) + journal.drops.map(\.task) + unfinished.map(\.task)).sorted()
    return ends == scenario.arrivals.map(\.task).sorted()
      ? [] : ["\(ends.count) ends of \(scenario.arrivals.count)"]
  }

  /// Stages follow one another; each visit is sent when the one before finished, the first when the task entered.
  var brokenChains: [String] {
    let visits = Dictionary(grouping: journal.hops + unfinished, by: \.task)
    return scenario.arrivals.flatMap { arrival -> [String] in
      guard let hops = visits[arrival.task] else { return ["task \(arrival.task) has no visit"] }
      let first = network.serviceSeconds[arrival.device] > 0 ? 0 : 1
      var wrong: [String] = []
      if hops.map(\.stage) != Array(first..<(first + hops.count)) {
        wrong.append("stages of task \(arrival.task)")
      }
      if hops.map(\.sent) != [arrival.time] + hops.dropLast().compactMap(\.finished) {
        wrong.append("task \(arrival.task) is not sent when it finishes")
      }
      return wrong
    }
  }

  /// The delay of a completed task is the sum of the parts of its visits, and its answer that of its last one.
  var wrongSums: [String] {
    let visits = Dictionary(grouping: journal.hops, by: \.task)
    return journal.tasks.compactMap { task in
      let hops = visits[task.task] ?? []
      let sum = hops.reduce(SimulationTime.zero) { sum, visit in
        guard let arrived = visit.arrived, let started = visit.started, let finished = visit.finished else {
          return sum
        }
        return sum + (arrived - visit.sent) + (started - arrived) + (finished - started)
      }
      let isRight = hops.last?.isCorrect == task.isCorrect && hops.last?.stage == task.stage
      return sum == task.delay && isRight ? nil : "task \(task.task): \(sum) is not \(task.delay)"
    }
  }

  /// At each server: starts in order of (arrival, task), no overlap, never idle with work, constant service.
  var wrongServices: [String] {
    var wrong: [String] = []
    for (node, visits) in Dictionary(grouping: journal.visits, by: { network.firstNode[$0.stage] + $0.node })
    {
      var free = SimulationTime.zero
      let inOrder = visits.sorted { ($0.arrived ?? .zero, $0.task) < ($1.arrived ?? .zero, $1.task) }
      for visit in inOrder {
        guard let arrived = visit.arrived, let started = visit.started, let finished = visit.finished else {
          continue
        }
        if started != max(arrived, free) {
          wrong.append("task \(visit.task) starts at \(started) on \(node)")
        }
        if finished - started != SimulationTime(seconds: network.serviceSeconds[node]) {
          wrong.append("task \(visit.task) is served for \(finished - started) on \(node)")
        }
        free = finished
      }
    }
    return wrong
  }

  /// A task exits exactly when its confidence reaches the threshold of `plan`, or at the last stage.
  func wrongExits(_ plan: OffloadingPlan) -> [String] {
    journal.visits.compactMap { visit in
      let node = network.firstNode[visit.stage] + visit.node
      let expected: Bool
      if let threshold = plan.threshold(at: node, of: network) {
        expected = (visit.confidence ?? -1) >= threshold
      } else {
        expected = visit.stage == network.layers.count - 1
      }
      return visit.exited == expected
        ? nil : "task \(visit.task) exits \(visit.exited) at stage \(visit.stage)"
    }
  }
}
