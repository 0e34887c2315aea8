/// What an observer is yet to be told, in buffers that are used again.
struct Outbox: Sendable, Codable {
  private(set) var visits: [Visit] = []
  var completed: [CompletedTask] = []
  private(set) var dropped: [DroppedTask] = []
  /// Whether visits are to be told.
  var keepsVisits = false

  /// How many of a kind wait at most before they are told.
  private static let limit = 4096

  mutating func add(_ visit: Visit) { visits.append(visit) }
  mutating func add(_ task: CompletedTask) { completed.append(task) }
  mutating func add(_ task: DroppedTask) { dropped.append(task) }

  /// Tells `observer` once enough has gathered.
  mutating func flushWhenFull(to observer: inout some WorldObserver) {
    if max(completed.count, visits.count, dropped.count) >= Self.limit { flush(to: &observer) }
  }

  /// Tells `observer` everything.
  mutating func flush(to observer: inout some WorldObserver) {
    if !visits.isEmpty { observer.visited(visits) }
    if !completed.isEmpty { observer.completed(completed) }
    if !dropped.isEmpty { observer.dropped(dropped) }
    visits.removeAll(keepingCapacity: true)
    completed.removeAll(keepingCapacity: true)
    dropped.removeAll(keepingCapacity: true)
  }
}
