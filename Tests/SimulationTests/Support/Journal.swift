import Simulation

/// An observer that keeps everything, for tests.
struct Journal: WorldObserver, Equatable {
  var visits: [Visit] = []
  var tasks: [CompletedTask] = []

  mutating func visited(_ visit: Visit) { visits.append(visit) }
  mutating func completed(_ task: CompletedTask) { tasks.append(task) }

  /// The visits in the order of the hop log.
  var hops: [Visit] { visits.sorted { ($0.task, $0.stage) < ($1.task, $1.stage) } }

  /// The visits of one task in order.
  func hops(of task: Int) -> [Visit] { hops.filter { $0.task == task } }
}

func milliseconds(_ count: Int64) -> SimulationTime { SimulationTime(nanoseconds: count * 1_000_000) }

func seconds(_ count: Int64) -> SimulationTime { SimulationTime(nanoseconds: count * 1_000_000_000) }
