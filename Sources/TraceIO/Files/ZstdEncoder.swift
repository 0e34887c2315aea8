internal import CZstd

/// A zstd compressor of one thread with content checksums: equal input gives equal bytes.
///
/// With `ZstdDecoder.swift` the only file that calls libzstd. `@safe`: the stream is created in `init`, freed in
/// `deinit`, never handed out, and a `~Copyable` value has one owner.
@safe struct ZstdEncoder: ~Copyable {
  private let stream: OpaquePointer

  /// The window and the tables of a compressor, as powers of two. At the levels from 10 on zstd would take 40 MiB of
  /// tables and 4 MiB of window, which make traces no smaller.
  private static let largestWindowLog: Int32 = 20
  private static let largestTableLog: Int32 = 19

  /// Bytes to be written over by what comes out of one call.
  private static let room = [UInt8](repeating: 0, count: ZSTD_CStreamOutSize())

  /// A compressor at `level`, from 1 (fast) to 19 (small).
  init(level: Int) {
    // Safe: a new stream that only this value knows; libzstd checks the parameters.
    guard let stream = unsafe ZSTD_createCStream() else { fatalError("no memory for a zstd stream") }
    unsafe self.stream = unsafe stream
    unsafe ZSTD_CCtx_setParameter(stream, ZSTD_c_compressionLevel, Int32(clamping: level))
    unsafe ZSTD_CCtx_setParameter(stream, ZSTD_c_checksumFlag, 1)
    if level >= 10 {
      unsafe ZSTD_CCtx_setParameter(stream, ZSTD_c_windowLog, ZstdEncoder.largestWindowLog)
      unsafe ZSTD_CCtx_setParameter(stream, ZSTD_c_hashLog, ZstdEncoder.largestTableLog)
      unsafe ZSTD_CCtx_setParameter(stream, ZSTD_c_chainLog, ZstdEncoder.largestTableLog)
    }
  }

  // Safe: the last use of the stream.
  deinit { unsafe ZSTD_freeCStream(stream) }

  /// Compresses `bytes` and appends what comes out to `sink`; with `endingFrame` all of it, and the checksum.
  mutating func compress(_ bytes: [UInt8], into sink: inout [UInt8], endingFrame: Bool) {
    var consumed = 0
    var waiting = 1
    while consumed < bytes.count || (endingFrame && waiting > 0) {
      let start = sink.count
      sink += ZstdEncoder.room
      var produced = 0
      // Safe: libzstd writes only inside [start, sink.count) and reads only inside [consumed, bytes.count), both
      // within arrays borrowed for the call; it keeps neither pointer.
      waiting = unsafe sink.withUnsafeMutableBytes { target in
        unsafe bytes.withUnsafeBytes { source in
          var output = unsafe ZSTD_outBuffer(dst: target.baseAddress, size: target.count, pos: start)
          var input = unsafe ZSTD_inBuffer(src: source.baseAddress, size: source.count, pos: consumed)
          let mode = endingFrame ? ZSTD_e_end : ZSTD_e_continue
          let left = unsafe ZSTD_compressStream2(stream, &output, &input, mode)
          (produced, consumed) = unsafe (output.pos, input.pos)
          return left
        }
      }
      precondition(ZSTD_isError(waiting) == 0, "zstd refused sound input: error \(waiting)")
      sink.removeLast(sink.count - produced)
    }
  }
}
