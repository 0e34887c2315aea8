/// The table of frames at the end of a file, in the seekable format of zstd (`contrib/seekable_format`).
///
/// It is a skippable frame, so that every decoder steps over it. Files of our own with such a table begin with
/// ``marker``, another skippable frame: so a file that was cut behind a frame is known to be cut.
enum SeekTable {
  /// A frame, skippable or not.
  struct Entry: Sendable, Equatable {
    /// How long it is as stored.
    var storedCount: Int
    /// How long its content is.
    var decodedCount: Int
  }

  /// The first bytes of a file that ends with a seek table and whose frames all begin with a row.
  static let marker = frame(0x52, Array("offramp: frames begin with rows, a seek table follows".utf8))
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
