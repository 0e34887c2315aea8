/// Where the parts of a file lie that can be decoded on their own.
///
/// A part is a zstd frame, or several small ones, with the skippable frames in front. A file whose frames are not
/// known, a plain one or one of a single frame, is one part.
struct FrameMap: Sendable, Equatable {
  /// A part.
  struct Part: Sendable, Equatable {
    /// The stored bytes; nil for the whole file.
    var stored: Range<Int>?
    /// How long the content is, when a seek table says so.
    var decodedCount: Int?
  }

  /// The file's path.
  let path: String
  /// How long the file is.
  let storedCount: Int
  /// The parts in the order of the file, at least one.
  private(set) var parts = [Part(stored: nil, decodedCount: nil)]
  /// Whether every part begins with a row, as in files that ``ZstdFileWriter`` wrote with a seek table.
  private(set) var beginsWithRows = false

  /// One part, the whole file.
  init(path: String) throws(InputError) {
    self.path = path
    storedCount = try PosixFile.reading(path).count()
  }
}
