/// Steps from zstd frame to frame of a file by their headers alone, decoding nothing.
struct FrameWalk: ~Copyable {
  private let file: PosixFile
  /// How long the file is.
  let count: Int

  /// Opens a file of `count` bytes.
  init(path: String, count: Int) throws(InputError) {
    file = try PosixFile.reading(path)
    self.count = count
  }

  /// Up to `count` bytes from `offset` on; fewer at the end of the file.
  func bytes(at offset: Int, _ count: Int) throws(InputError) -> [UInt8] {
    guard offset < self.count, count > 0 else { return [] }
    var bytes = [UInt8](repeating: 0, count: min(count, self.count - offset))
    var end = 0
    try file.seek(to: offset)
    while end < bytes.count, case let read = try file.read(into: &bytes, from: end), read > 0 { end += read }
    return Array(bytes[..<end])
  }

  /// Whether a skippable frame begins at `offset`.
  func isSkippable(at offset: Int) throws(InputError) -> Bool {
    FrameWalk.isSkippable(try bytes(at: offset, 4))
  }

  /// How long the frame at `offset` is, up to `most` bytes; nil when it is longer, broken, or no frame.
  func frameCount(at offset: Int, most: Int = .max) throws(InputError) -> Int? {
    let header = try bytes(at: offset, 8)
    guard header.count == 8 else { return nil }
    if FrameWalk.isSkippable(header) {
      let length = 8 + SeekTable.number(header[4...])
      return length <= min(most, count - offset) ? length : nil
    }
    guard header.starts(with: ZstdDecoder.frameMagic) else { return nil }
    var end = offset + FrameWalk.headerCount(header[4])
    while end - offset <= most {
      let block = try bytes(at: end, 3)
      guard block.count == 3 else { return nil }
      let word = block.reversed().reduce(0) { $0 << 8 | Int($1) }
      // A block that repeats one byte stores one byte.
      end += 3 + (word >> 1 & 3 == 1 ? 1 : word >> 3)
      if word & 1 == 1 {
        end += header[4] & 4 == 0 ? 0 : 4  // the checksum
        return end <= count ? end - offset : nil
      }
    }
    return nil
  }

  /// The length of a frame's header by its descriptor (RFC 8878, 3.1.1.1).
  private static func headerCount(_ descriptor: UInt8) -> Int {
    let isSingleSegment = descriptor & 0x20 != 0
    let window = isSingleSegment ? 0 : 1
    let dictionary = [0, 1, 2, 4][Int(descriptor & 3)]
    let content = [isSingleSegment ? 1 : 0, 2, 4, 8][Int(descriptor >> 6)]
    return 5 + window + dictionary + content
  }

  private static func isSkippable(_ magic: [UInt8]) -> Bool {
    magic.count >= 4 && magic[0] & 0xF0 == 0x50 && magic[1...3] == [0x2A, 0x4D, 0x18]
  }
}
