/// Messages sent between nodes, and their size without framing.
package struct MessageTraffic: Sendable, Equatable {
  /// The number of messages.
  package private(set) var messages = 0
  /// Their payload in bytes.
  package private(set) var bytes = 0

  /// No messages.
  package init() {}

  /// Counts `messages` messages of `byteCount` bytes each.
  package mutating func count(_ messages: Int, of byteCount: Int) {
    self.messages += messages
    bytes += messages * byteCount
  }

  package static func + (left: Self, right: Self) -> Self {
    var sum = left
    sum.messages += right.messages
    sum.bytes += right.bytes
    return sum
  }
}
