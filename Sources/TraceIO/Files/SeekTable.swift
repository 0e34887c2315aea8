/// The table of frames at the end of a file, in the seekable format of zstd (`contrib/seekable_format`).
///
/// It is a skippable frame, so that every decoder steps over it. Files of our own with such a table begin with
/// ``marker``: so a file that was cut behind a frame is known to be cut.
enum SeekTable {
  /// A frame, skippable or not.
  struct Entry: Sendable, Equatable, Codable {
    /// How long it is as stored.
    var storedCount: Int
    /// How long its content is.
    var decodedCount: Int
  }

  /// A frame of no content, with its checksum. It stands in front of a skippable frame that would otherwise come first:
  /// there are readers (polars) that know zstd only by the magic number of a frame with content.
  static let emptyFrame: [UInt8] = [
    0x28, 0xB5, 0x2F, 0xFD, 0x24, 0x00, 0x01, 0x00, 0x00, 0x99, 0xE9, 0xD8, 0x51,
  ]
  /// The first bytes of a file that ends with a seek table and whose frames all begin with a row: two frames.
  static let marker =
    emptyFrame + frame(0x52, Array("offramp: frames begin with rows, a seek table follows".utf8))
  /// The frames of ``marker``, as the table lists them.
  static let markerEntries = [emptyFrame.count, marker.count - emptyFrame.count].map {
    Entry(storedCount: $0, decodedCount: 0)
  }
  /// The last bytes of a file with a table.
  static let footerMagic: [UInt8] = [0xB1, 0xEA, 0x92, 0x8F]
  /// The length of what follows the entries: their number, a byte of flags, and the magic number.
  static let footerCount = 9
  /// More frames than this are not looked up; at 4 MiB each that is 4 TiB.
  static let mostEntries = 1 << 20

  /// The bytes of the table.
  static func bytes(_ entries: [Entry]) -> [UInt8] {
    var content: [UInt8] = []
    for entry in entries {
      content += fourBytes(entry.storedCount)
      content += fourBytes(entry.decodedCount)
    }
    return frame(0x5E, content + fourBytes(entries.count) + [0] + footerMagic)
  }

  /// A skippable frame; its first byte tells its sort.
  static func frame(_ first: UInt8, _ content: [UInt8]) -> [UInt8] {
    [first, 0x2A, 0x4D, 0x18] + fourBytes(content.count) + content
  }

  /// A number of 32 bits, lowest byte first.
  static func number(_ bytes: ArraySlice<UInt8>) -> Int {
    bytes.prefix(4).reversed().reduce(0) { $0 << 8 | Int($1) }
  }

  private static func fourBytes(_ number: Int) -> [UInt8] {
    (0..<4).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) }
  }
}
