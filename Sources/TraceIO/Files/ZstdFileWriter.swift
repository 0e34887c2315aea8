/// A file written forward, compressed with zstd when its name ends in `.zst`.
///
/// The bytes go to `NAME.partial` in the same directory; ``finish()`` brings them to the device and gives them
/// their name, so that a file under its final name is whole. A writer that ends unfinished removes its file.
///
/// Content beyond ``frameSize`` goes into several frames, cut behind line ends, with a seek table at the end
/// (``SeekTable``), so that the file can be decoded in parallel and entered in the middle.
package struct ZstdFileWriter: ~Copyable {
  /// The first four bytes of a skippable frame that holds a note.
  static let noteMagic: [UInt8] = [0x51, 0x2A, 0x4D, 0x18]

  /// The final path.
  package let path: String

  let isCompressed: Bool
  let level: Int
  let file: PosixFile
  private var encoder: ZstdEncoder
  var pending: [UInt8] = []
  private var stored: [UInt8] = []
  private var isFrameOpen = false
  /// The frames written so far.
  var frames: [SeekTable.Entry] = []
  private var frame = SeekTable.Entry(storedCount: 0, decodedCount: 0)
  /// What is written before it is known whether there will be a seek table; nil once there will be one.
  var held: [UInt8]? = []
  /// The content of the frame under way, piece by piece as it was compressed, while ``Position``s are wanted.
  var pieces: [[UInt8]] = []
  /// How many bytes of a plain file are written.
  var plainCount = 0
  let isResumable: Bool
  var isEmpty = true
  private var isFinished = false

  /// How much content a frame takes, in bytes, before the next line begins another one.
  static let frameSize = 4 << 20
  /// The zstd level of a file for which none is named.
  package static let standardLevel = 3
  /// Bytes gathered before they are compressed and written.
  private static let batchSize = 1 << 16

  /// Starts a file.
  ///
  /// - Parameters:
  ///   - path: The final path; its directory must exist.
  ///   - level: The zstd level, 1 to 19.
  /// - Throws: When the temporary file cannot be created, or `path` is a directory.
  package init(path: String, level: Int = standardLevel) throws(InputError) {
    guard !PosixFile.isDirectory(path) else {
      throw InputError(
        path, found: "a directory", expected: "a file to write", advice: "Name a file inside it")
    }
    self.init(
      file: try PosixFile.creating(path + ".partial", for: path), path: path, level: level, isResumable: false
    )
  }

  init(file: consuming PosixFile, path: String, level: Int, isResumable: Bool) {
    self.path = path
    self.isResumable = isResumable
    self.file = file
    isCompressed = path.hasSuffix(".zst")
    self.level = level
    encoder = ZstdEncoder(level: level)
  }

  deinit { if !isFinished, !isResumable { PosixFile.remove(path + ".partial") } }

  /// Appends text as UTF-8.
  package mutating func write(_ text: String) throws(InputError) {
    pending.append(contentsOf: text.utf8)
    try storeFullBatch()
  }

  /// Appends bytes.
  package mutating func write(_ bytes: [UInt8]) throws(InputError) {
    pending.append(contentsOf: bytes)
    try storeFullBatch()
  }

  /// Appends bytes.
  package mutating func write(_ bytes: Span<UInt8>) throws(InputError) {
    for index in bytes.indices { pending.append(bytes[index]) }
    try storeFullBatch()
  }

  /// Ends the zstd frame, so that all written so far can be decoded on its own; nothing in a plain file.
  package mutating func endFrame() throws(InputError) {
    try store(endingFrame: isFrameOpen || !pending.isEmpty)
  }

  /// Puts a note into a skippable frame, which every zstd decoder steps over; nothing in a plain file.
  ///
  /// - Precondition: The note is at most 64 KiB long.
  package mutating func writeNote(_ text: String) throws(InputError) {
    precondition(text.utf8.count <= 1 << 16, "a note of \(text.utf8.count) bytes")
    guard isCompressed else { return }
    try endFrame()
    if frames.isEmpty {
      try keep(SeekTable.emptyFrame)
      closeFrame()
    }
    try keep(SeekTable.frame(ZstdFileWriter.noteMagic[0], Array(text.utf8)))
    closeFrame()
  }

  /// Completes the file and gives it its name. Nothing may be written afterwards.
  package mutating func finish() throws(InputError) {
    try store(endingFrame: isFrameOpen || !pending.isEmpty || isEmpty)
    try file.write(held ?? SeekTable.bytes(frames))
    try file.synchronize()
    try PosixFile.rename(path + ".partial", to: path)
    isFinished = true
  }

  private mutating func storeFullBatch() throws(InputError) {
    precondition(!isFinished, "\(path) is finished")
    if pending.count >= ZstdFileWriter.batchSize {
      if isCompressed, frame.decodedCount + pending.count >= ZstdFileWriter.frameSize {
        try splitFrame()
      } else {
        try store(endingFrame: false)
      }
    }
  }

  /// Ends the frame behind the last line end that is pending; goes on with it when there is none.
  private mutating func splitFrame() throws(InputError) {
    guard let lineEnd = pending.lastIndex(of: UInt8(ascii: "\n")) else {
      return try store(endingFrame: false)
    }
    let rest = Array(pending[(lineEnd + 1)...])
    pending.removeLast(rest.count)
    try store(endingFrame: true)
    pending = rest
    guard let start = held else { return }
    held = nil
    frames.insert(contentsOf: SeekTable.markerEntries, at: 0)
    try file.write(SeekTable.marker + start)
  }

  mutating func store(endingFrame: Bool) throws(InputError) {
    if isCompressed {
      if isResumable, !pending.isEmpty { pieces.append(pending) }
      frame.decodedCount += pending.count
      encoder.compress(pending, into: &stored, endingFrame: endingFrame)
      try keep(stored)
      stored.removeAll(keepingCapacity: true)
      if endingFrame { closeFrame() }
    } else {
      try file.write(pending)
      plainCount += pending.count
    }
    isFrameOpen = !endingFrame && (isFrameOpen || !pending.isEmpty)
    isEmpty = isEmpty && pending.isEmpty
    pending.removeAll(keepingCapacity: true)
  }

  /// Writes bytes of a frame, or holds them back until it is known what comes in front of them.
  private mutating func keep(_ bytes: [UInt8]) throws(InputError) {
    frame.storedCount += bytes.count
    if held == nil { try file.write(bytes) } else { held? += bytes }
  }

  private mutating func closeFrame() {
    if frame.storedCount > 0 { frames.append(frame) }
    frame = SeekTable.Entry(storedCount: 0, decodedCount: 0)
    pieces = []
  }
}
