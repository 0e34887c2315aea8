// Going on with a file that an earlier process had begun, to the very bytes that one process would have written.
extension ZstdFileWriter {
  /// How far a file has come: what is on the device, and the content of the frame under way, which is not.
  ///
  /// zstd cannot be stopped inside a frame and gone on with elsewhere, so the frame is compressed once more from its
  /// beginning, in the same pieces: at most ``frameSize`` of content.
  package struct Position: Codable, Sendable {
    fileprivate let frames: [SeekTable.Entry]
    fileprivate let storedCount: Int
    fileprivate let held: [UInt8]?
    fileprivate let pieces: [[UInt8]]
    fileprivate let pending: [UInt8]
    fileprivate let isEmpty: Bool
    fileprivate let level: Int
  }

  /// Starts a file that may be gone on with: if the writer ends unfinished, what it wrote stays as `NAME.partial`.
  ///
  /// - Throws: When the temporary file cannot be created.
  package static func resumable(
    path: String, level: Int = standardLevel
  ) throws(InputError) -> ZstdFileWriter {
    ZstdFileWriter(
      file: try PosixFile.creating(path + ".partial", for: path), path: path, level: level, isResumable: true)
  }

  /// Goes on with the file at `path` from `position`; it may have gone further, or may even have its final name.
  ///
  /// - Throws: When it is gone or too short.
  package static func resuming(path: String, at position: Position) throws(InputError) -> ZstdFileWriter {
    let temporary = path + ".partial"
    if !PosixFile.exists(temporary), PosixFile.exists(path) { try PosixFile.rename(path, to: temporary) }
    var writer = ZstdFileWriter(
      file: try PosixFile.continuing(temporary, after: position.storedCount), path: path,
      level: position.level, isResumable: true)
    try writer.restore(position)
    return writer
  }

  private mutating func restore(_ position: Position) throws(InputError) {
    (frames, held, plainCount) = (position.frames, position.held, isCompressed ? 0 : position.storedCount)
    for piece in position.pieces {
      pending = piece
      try store(endingFrame: false)
    }
    (pending, isEmpty) = (position.pending, position.isEmpty)
  }

  /// Where the file stands, once what is written is on the device.
  ///
  /// - Precondition: The writer is ``resumable(path:)``.
  package func position() throws(InputError) -> Position {
    precondition(isResumable, "\(path) is written to be finished or not to be")
    let closed = frames.reduce(0) { $0 + $1.storedCount }
    try file.synchronize()
    return Position(
      frames: frames, storedCount: isCompressed ? (held == nil ? closed : 0) : plainCount,
      held: held.map { Array($0.prefix(closed)) }, pieces: pieces, pending: pending, isEmpty: isEmpty,
      level: level)
  }
}
