/// The stored bytes of a file, in a window that moves forward and knows its place in the file.
struct CompressedInput: ~Copyable {
  /// The window; what is unread lies in `start..<start + available`.
  private(set) var bytes = [UInt8](repeating: 0, count: 1 << 17)
  /// Index in ``bytes`` of the next unread byte.
  private(set) var start = 0
  /// Offset in the file of the next unread byte.
  private(set) var offset = 0

  private var end = 0
  private let file: PosixFile

  init(_ file: consuming PosixFile) { self.file = file }

  /// How many unread bytes the window holds.
  var available: Int { end - start }

  /// Reads on until `count` bytes are unread, or the file ends.
  mutating func fill(atLeast count: Int) throws(InputError) {
    if available >= count { return }
    moveToFront()
    while available < count {
      let read = try file.read(into: &bytes, from: end)
      if read == 0 { return }
      end += read
    }
  }

  /// The next `count` bytes without consuming them; fewer at the end of the file.
  mutating func peek(_ count: Int) throws(InputError) -> [UInt8] {
    try fill(atLeast: count)
    return Array(bytes[start..<min(start + count, end)])
  }

  /// Marks `count` bytes as read.
  mutating func consume(_ count: Int) {
    precondition(count <= available, "consumed \(count) bytes of \(available)")
    start += count
    offset += count
  }

  /// Moves unread bytes into `buffer` from index `target` on; returns how many, 0 at the end of the file.
  mutating func copy(into buffer: inout [UInt8], from target: Int) throws(InputError) -> Int {
    try fill(atLeast: 1)
    let count = min(available, buffer.count - target)
    buffer.replaceSubrange(target..<target + count, with: bytes[start..<start + count])
    consume(count)
    return count
  }

  private mutating func moveToFront() {
    let count = available
    if start > 0, count > 0 { bytes.replaceSubrange(0..<count, with: Array(bytes[start..<end])) }
    (start, end) = (0, count)
  }
}
