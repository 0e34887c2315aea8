/// The stored bytes of a file, in a window that moves forward and knows its place in the file.
struct CompressedInput: ~Copyable {
  /// The window; what is unread lies in `start..<start + available`.
  private(set) var bytes = [UInt8](repeating: 0, count: 1 << 17)
  /// Index in ``bytes`` of the next unread byte.
  private(set) var start = 0
  /// Offset in the file of the next unread byte.
  private(set) var offset = 0

  private var end = 0
  /// How many bytes may yet be read from the file; nil for all there are.
  private var left: Int?
  private let file: PosixFile

  init(_ file: consuming PosixFile) { self.file = file }

  /// How many unread bytes the window holds.
  var available: Int { end - start }

  /// Reads on until `count` bytes are unread, or the file ends.
  mutating func fill(atLeast count: Int) throws(InputError) {
    if available >= count { return }
    moveToFront()
    while available < count, left != 0 {
      let read = min(try file.read(into: &bytes, from: end), left ?? .max)
      if read == 0 { return }
      end += read
      left? -= read
    }
  }

  /// Goes to the beginning of `range`, at whose end the file then seems to end.
  mutating func enter(_ range: Range<Int>) throws(InputError) {
    try file.seek(to: range.lowerBound)
    (start, end, offset, left) = (0, 0, range.lowerBound, range.count)
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

  /// Moves unread bytes to the beginning of `room` in `buffer`; returns how many, 0 at the end of the file.
  mutating func copy(into buffer: inout [UInt8], _ room: Range<Int>) throws(InputError) -> Int {
    try fill(atLeast: 1)
    let count = min(available, room.count)
    buffer.replaceSubrange(
      room.lowerBound..<room.lowerBound + count, with: bytes[start..<start + count])
    consume(count)
    return count
  }

  private mutating func moveToFront() {
    let count = available
    if start > 0, count > 0 { bytes.replaceSubrange(0..<count, with: Array(bytes[start..<end])) }
    (start, end) = (0, count)
  }
}
