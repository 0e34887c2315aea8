import Controllers
import EdgeModel
import Simulation
import TestSupport

@testable import Replay

/// A task that arrived at `arrived` s and took `delay` ms.
func completed(_ task: Int, arrived: Double, delay: Double, isCorrect: Bool = true) -> CompletedTask {
  let time = SimulationTime(seconds: arrived)
  return CompletedTask(
    task: task, device: 0, arrived: time, completed: time + SimulationTime(seconds: delay / 1000), stage: 1,
    isCorrect: isCorrect)
}

extension ControllerTotals {
  /// Adds a slot in which `tasks` ended.
  mutating func add(arrivals: Int, _ tasks: [CompletedTask], inFlight: Int = 0) {
    let problem = SmallProblems.diamond(), plan = OffloadingPlan.uniform(on: problem.network)
    var traffic = MessageTraffic()
    traffic.count(10, of: 8)
    begin(
      arrivals: arrivals,
      Decision(
        plan: plan, predicted: Evaluation(problem, plan), start: .warm, status: .converged, rounds: 3,
        traffic: traffic))
    add(tasks)
    _ = end(inFlight: inFlight, kappaSeconds: 0.5)
  }
}
