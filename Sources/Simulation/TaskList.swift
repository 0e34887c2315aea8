/// A task that something happens to at a node at an instant: it enters, arrives, finishes.
struct TaskAtNode: Sendable, Codable {
  /// When.
  var time: SimulationTime
  /// The task's row among the tasks in flight.
  var row: Int32
  /// The node, in the network's numbering.
  var node: Int32
}

/// A list of tasks at nodes in a buffer that is used again.
struct TaskList: Sendable {
  /// The buffer; only the first `count` are part of the list.
  var items: [TaskAtNode] = []
  /// How many there are.
  var count = 0

  /// Makes room for `capacity` in all.
  mutating func reserve(_ capacity: Int) {
    guard capacity > items.count else { return }
    let empty = TaskAtNode(time: .zero, row: -1, node: -1)
    items += [TaskAtNode](repeating: empty, count: max(capacity, 2 * items.count) - items.count)
  }

  /// Adds one at the end.
  mutating func append(_ task: TaskAtNode) {
    reserve(count + 1)
    items[count] = task
    count += 1
  }
}

extension TaskList: Codable {
  /// Only what is part of the list is worth keeping.
  func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(Array(items.prefix(count)))
  }

  init(from decoder: any Decoder) throws {
    items = try decoder.singleValueContainer().decode([TaskAtNode].self)
    count = items.count
  }
}
