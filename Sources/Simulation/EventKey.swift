/// When the next thing happens to a task in flight.
///
/// Events are ordered by (time, task). A task has at most one pending event, and only its own events create its next
/// one, so the order is total and does not depend on the order in which events were scheduled: whatever happens to
/// task 3 at an instant happens before anything happens to task 5 at that instant.
struct EventKey: Comparable, Sendable, Codable {
  /// When it happens.
  var time: SimulationTime
  /// The number of the task in the trace.
  var task: Int
  /// The task's row among the tasks in flight; no part of the order.
  var row: Int32

  static func < (left: Self, right: Self) -> Bool {
    left.time == right.time ? left.task < right.task : left.time < right.time
  }

  static func == (left: Self, right: Self) -> Bool {
    left.time == right.time && left.task == right.task
  }

  /// The key that lies before every event at `time` and after all earlier ones.
  static func start(of time: SimulationTime) -> EventKey { EventKey(time: time, task: .min, row: -1) }
}
