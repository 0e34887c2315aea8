internal import CZstd

/// A file read forward as decoded bytes, whether it is compressed with zstd or plain.
///
/// Any number of frames and skippable frames may follow each other. Damage is an error that names the byte in
/// the file as stored: a truncated frame, a corrupt block, a wrong checksum, anything after the last frame that
/// is no frame. A name that ends in `.zst` must hold zstd.
///
/// This file and `ZstdEncoder.swift` hold the pointers that libzstd needs, `PosixFile.swift` those of the system. `@safe`: the stream is created in
/// `init`, freed in `deinit`, never handed out, and a `~Copyable` value has one owner.
@safe package struct ZstdDecoder: ~Copyable {
  /// The largest window a frame may ask for, as a power of two: 128 MiB.
  package static let largestWindowLog = 27

  /// The file's path, as the user wrote it.
  package let path: String
  /// The notes found so far in skippable frames that ``ZstdFileWriter/writeNote(_:)`` wrote.
  package private(set) var notes: [String] = []

  /// How many bytes the last call of ``decode(into:from:to:)`` decoded, also when it threw.
  private(set) var lastCount = 0

  private let stream: OpaquePointer
  private var input: CompressedInput
  private var state = State.boundary
  /// How many bytes libzstd asks for next; feeding no more makes the place of an error exact to a block.
  private var wanted = 0
  /// Whether libzstd may hold content for which there was no room. It is taken before the next block is fed, so that
  /// what is decoded in front of a fault does not depend on the room there was.
  private var holdsOutput = false
  /// Whether a frame with content has begun.
  private var hasContent = false

  private enum State {
    case boundary
    case insideFrame
    case plain
    case finished
    case failed(InputError)
  }

  /// Opens a file.
  ///
  /// - Throws: When it does not exist, is a directory, or cannot be read.
  package init(path: String) throws(InputError) {
    self.init(input: CompressedInput(try PosixFile.reading(path)), path: path)
  }

  private init(input: consuming CompressedInput, path: String) {
    self.path = path
    self.input = input
    // Safe: a new stream that only this value knows; the parameter is checked by libzstd.
    guard let stream = unsafe ZSTD_createDStream() else { fatalError("no memory for a zstd stream") }
    unsafe self.stream = unsafe stream
    unsafe ZSTD_DCtx_setParameter(stream, ZSTD_d_windowLogMax, Int32(ZstdDecoder.largestWindowLog))
  }

  // Safe: the last use of the stream.
  deinit { unsafe ZSTD_freeDStream(stream) }

  /// Decodes into `buffer` from index `start` on, until index `limit` (or the end) is reached or the content ends.
  ///
  /// - Returns: The bytes decoded; fewer than there was room for only at the end, and 0 ever after.
  /// - Throws: The same error again when called after an error.
  package mutating func decode(
    into buffer: inout [UInt8], from start: Int = 0, to limit: Int? = nil
  ) throws(InputError) -> Int {
    let limit = limit ?? buffer.count
    precondition(start <= limit && limit <= buffer.count, "no room from \(start) to \(limit)")
    var end = start
    do throws(InputError) {
      while end < limit, try advance(&buffer, &end, limit) {}
    } catch {
      state = .failed(error)
      lastCount = end - start
      throw error
    }
    lastCount = end - start
    return end - start
  }

  /// Goes to the frames in `range` of the stored bytes; the content then ends where they do.
  mutating func enter(_ range: Range<Int>) throws(InputError) {
    try input.enter(range)
    state = .boundary
  }

  /// One step of the state machine; false at the end of the content.
  private mutating func advance(
    _ buffer: inout [UInt8], _ end: inout Int, _ limit: Int
  ) throws(InputError) -> Bool {
    switch state {
    case .boundary: try openFrame()
    case .insideFrame: end += try decodeBlock(into: &buffer, end..<limit)
    case .plain:
      let count = try input.copy(into: &buffer, end..<limit)
      end += count
      if count == 0 { state = .finished }
    case .finished: return false
    case .failed(let error): throw error
    }
    return true
  }

  /// Feeds what libzstd asked for and takes what it decodes.
  ///
  /// `ZSTD_decompressStream` returns an error code, or 0 when a frame is decoded *and* flushed, or otherwise the
  /// number of bytes it would like next; then the end of the file is an error unless output was waiting.
  private mutating func decodeBlock(into buffer: inout [UInt8], _ room: Range<Int>) throws(InputError) -> Int
  {
    try input.fill(atLeast: 1)
    let fed = holdsOutput ? 0 : min(input.available, wanted)
    let from = input.start
    var produced = 0
    var consumed = 0
    // Safe: libzstd writes only inside `room` and reads only inside [from, from + fed), both
    // within arrays that are borrowed for the call; it keeps neither pointer.
    let code = unsafe buffer.withUnsafeMutableBytes { target in
      unsafe input.bytes.withUnsafeBytes { source in
        var output = unsafe ZSTD_outBuffer(
          dst: target.baseAddress, size: room.upperBound, pos: room.lowerBound)
        var piece = unsafe ZSTD_inBuffer(src: source.baseAddress.map { unsafe $0 + from }, size: fed, pos: 0)
        let code = unsafe ZSTD_decompressStream(stream, &output, &piece)
        (produced, consumed) = unsafe (output.pos - room.lowerBound, piece.pos)
        return code
      }
    }
    guard ZSTD_isError(code) == 0 else { throw damage(code) }
    input.consume(consumed)
    if code == 0 { state = .boundary }
    if code != 0, fed == 0, produced == 0, !holdsOutput {
      throw truncated("the end of the file inside a zstd frame")
    }
    wanted = code
    holdsOutput = code != 0 && produced == room.count
    return produced
  }
}

// Between frames.
extension ZstdDecoder {
  static let frameMagic: [UInt8] = [0x28, 0xB5, 0x2F, 0xFD]
  private static let gzipMagic: [UInt8] = [0x1F, 0x8B]
  /// Longest note that is kept, in bytes; a longer one is skipped.
  private static let longestNote = 1 << 16
  /// Most notes that are kept, so that they take at most 4 MiB; more are skipped.
  private static let mostNotes = 64

  /// Looks at the next four bytes and chooses what follows.
  private mutating func openFrame() throws(InputError) {
    let isFirst = input.offset == 0
    let magic = try input.peek(4)
    if magic == ZstdDecoder.frameMagic {
      // Safe: resets the stream that this value owns.
      wanted = unsafe ZSTD_initDStream(stream)
      holdsOutput = false
      state = .insideFrame
      hasContent = true
    } else if magic.count == 4, magic[0] & 0xF0 == 0x50, magic[1...] == [0x2A, 0x4D, 0x18] {
      try skipFrame(isNote: magic[0] == ZstdFileWriter.noteMagic[0])
    } else if magic.isEmpty {
      if !hasContent { throw emptyFile(isFirst ? "an empty file" : "nothing but skippable zstd frames") }
      state = .finished
    } else if isFirst {
      try openPlain(magic)
    } else {
      throw InputError(
        path, .byte(input.offset), found: "bytes after the last zstd frame that are no frame",
        expected: "another frame or the end of the file", advice: "Cut the file here or write it again")
    }
  }

  private mutating func openPlain(_ magic: [UInt8]) throws(InputError) {
    if magic.count < 4, ZstdDecoder.frameMagic.starts(with: magic) {
      throw truncated("the end of the file inside a zstd frame")
    }
    if path.hasSuffix(".zst") {
      throw InputError(
        path, .byte(0), found: "no zstd frame", expected: "the zstd magic number",
        advice: "Write the file again, or take .zst off the name of a plain file")
    }
    if magic.starts(with: ZstdDecoder.gzipMagic) {
      throw InputError(
        path, .byte(0), found: "gzip", expected: "plain text or zstd",
        advice: "Decompress it with gunzip first")
    }
    state = .plain
  }

  /// Steps over a skippable frame, keeping its text when it is one of our notes.
  private mutating func skipFrame(isNote: Bool) throws(InputError) {
    let header = try input.peek(8)
    guard header.count == 8 else { throw truncated("the end of the file inside a skippable zstd frame") }
    var left = header[4...].reversed().reduce(0) { $0 << 8 | Int($1) }
    input.consume(8)
    var note: [UInt8] = []
    while left > 0 {
      try input.fill(atLeast: 1)
      let count = min(left, input.available)
      if count == 0 { throw truncated("the end of the file inside a skippable zstd frame") }
      if isNote, note.count <= ZstdDecoder.longestNote {
        note += input.bytes[input.start..<input.start + count]
      }
      input.consume(count)
      left -= count
    }
    if isNote, note.count <= ZstdDecoder.longestNote, notes.count < ZstdDecoder.mostNotes,
      let text = String(validating: note, as: UTF8.self)
    {
      notes.append(text)
    }
  }
}

// Errors.
extension ZstdDecoder {
  private func emptyFile(_ found: String) -> InputError {
    InputError(
      path, .byte(input.offset), found: found, expected: "text, plain or compressed with zstd",
      advice: "Copy or write it again")
  }

  private func truncated(_ found: String) -> InputError {
    InputError(
      path, .byte(input.offset + input.available), found: found, expected: "the rest of the frame",
      advice: "The file is truncated: copy or download it again")
  }

  /// The error for a code of libzstd, at the block that was being decoded.
  private func damage(_ code: Int) -> InputError {
    let place = InputError.Place.byte(input.offset)
    let again = "The file is damaged: copy or download it again"
    switch ZSTD_getErrorCode(code) {
    case ZSTD_error_checksum_wrong:
      return InputError(
        path, place, found: "a wrong checksum", expected: "the checksum of the content", advice: again)
    case ZSTD_error_frameParameter_windowTooLarge:
      return InputError(
        path, place, found: "a zstd window over 128 MiB", expected: "at most 128 MiB",
        advice: "Compress the file again without --long or --ultra")
    case ZSTD_error_dictionary_wrong:
      return InputError(
        path, place, found: "a frame that needs a dictionary", expected: "a frame without one",
        advice: "Compress the file again without a dictionary")
    default:
      // Safe: the name is a constant text of libzstd, copied at once.
      let name = unsafe String(cString: ZSTD_getErrorName(code))
      return InputError(
        path, place, found: "a corrupt block (\(name))", expected: "sound zstd data", advice: again)
    }
  }
}
