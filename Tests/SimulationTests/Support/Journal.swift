import Simulation

/// An observer that keeps everything, for tests.
struct Journal: WorldObserver, Equatable {
  var visits: [Visit] = []
  var tasks: [CompletedTask] = []
  var drops: [DroppedTask] = []
  let keepsVisits = true

  mutating func visited(_ visits: [Visit]) { self.visits += visits }
  mutating func completed(_ tasks: [CompletedTask]) { self.tasks += tasks }
  mutating func dropped(_ tasks: [DroppedTask]) { drops += tasks }

  /// The visits in the order of the hop log.
  var hops: [Visit] { visits.sorted { ($0.task, $0.stage) < ($1.task, $1.stage) } }

  /// The visits of one task in order.
  func hops(of task: Int) -> [Visit] { hops.filter { $0.task == task } }

  /// The same in order of (time, task), as the engine `events` tells it.
  var inOrder: Journal {
    var journal = self
    journal.visits.sort {
      ($0.ended, $0.task, $0.stage) < ($1.ended, $1.task, $1.stage)
    }
    journal.drops.sort { ($0.dropped, $0.task) < ($1.dropped, $1.task) }
    journal.tasks.sort { ($0.completed, $0.task) < ($1.completed, $1.task) }
    return journal
  }
}

extension Visit {
  /// When it ended, by the end of its service or dropped.
  var ended: SimulationTime { finished ?? dropped ?? SimulationTime(nanoseconds: .max) }
}

func milliseconds(_ count: Int64) -> SimulationTime { SimulationTime(nanoseconds: count * 1_000_000) }

func seconds(_ count: Int64) -> SimulationTime { SimulationTime(nanoseconds: count * 1_000_000_000) }
