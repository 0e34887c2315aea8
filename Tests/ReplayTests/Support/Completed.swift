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

extension ControllerRun.Outcome {
  /// A slot of 1 s in which `tasks` ended, on the diamond network.
  init(slot index: Int, arrivals: Int, _ tasks: [CompletedTask], inFlight: Int = 0) {
    let problem = SmallProblems.diamond(), plan = OffloadingPlan.uniform(on: problem.network)
    var traffic = MessageTraffic()
    traffic.count(10, of: 8)
    let start = SimulationTime(seconds: Double(index)), end = SimulationTime(seconds: Double(index + 1))
    self.init(
      slot: ReplayInputs.Slot(
        index: index, window: RateWindow(start: start, end: end, bitsPerSecond: [1, 1, 1, 1]),
        arrivals: (0..<arrivals).map { TaskArrival(task: $0, device: 0, time: start, sample: 0) },
        forecast: problem.conditions, truth: problem.conditions),
      decision: Decision(
        plan: plan, predicted: Evaluation(problem, plan), start: .warm, status: .converged, rounds: 3,
        traffic: traffic),
      previousPlan: nil, backlog: 0, completed: tasks, visits: [], inFlight: inFlight,
      measured: SlotMeasurement(tasks, kappaSeconds: 0.5), decideSeconds: 0, simulateSeconds: 0)
  }
}
