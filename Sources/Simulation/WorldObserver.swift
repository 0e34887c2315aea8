/// Whoever wants to know what happens in the world: a hop log, a histogram, a test.
///
/// Calls come in order of (time, task). `completed` follows the `visited` of the task's last visit.
package protocol WorldObserver {
  /// A node has finished with a task; all times of `visit` are known.
  mutating func visited(_ visit: Visit)
  /// A task has left the network.
  mutating func completed(_ task: CompletedTask)
}
