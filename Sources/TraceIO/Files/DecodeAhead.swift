internal import Dispatch
internal import Synchronization

/// Decodes parts of a file on a thread of its own, a bounded number of blocks ahead of who reads them.
///
/// The one user of a thread. The blocks come out in the order of the parts whatever the threads do, buffers go
/// back and forth between the two sides, and the thread ends when the reader does.
final class DecodeAhead: Sendable {
  /// A piece of decoded content.
  struct Block: Sendable {
    /// Content in `DecodeAhead.headroom..<end`, with room in front and ``CSVKernel/slack`` behind.
    var bytes: [UInt8]
    /// Where the content ends and what came with it.
    var piece: PartDecoder.Piece
  }

  /// Bytes of content in a block.
  static let blockSize = 1 << 18
  /// Bytes in front of the content, for the beginning of a row that the block before ends with.
  static let headroom = 1 << 12
  /// The length of a block's buffer.
  static let bufferSize = headroom + blockSize + CSVKernel.slack

  private struct Ring {
    var decoded: [Block] = []
    var spare: [[UInt8]] = []
    var isCancelled = false
  }

  private let ring = Mutex(Ring())
  /// Counts decoded blocks.
  private let decoded = DispatchSemaphore(value: 0)
  /// Counts blocks that may yet be decoded.
  private let room = DispatchSemaphore(value: 0)

  /// Starts to decode the parts `numbers` of `map`, at most `depth` blocks ahead.
  init(_ map: FrameMap, parts numbers: [Int], depth: Int) {
    for _ in 0..<depth { room.signal() }
    let hasThread = PosixThread.start { [self] in
      do throws(InputError) {
        var decoder = try PartDecoder(map)
        for number in numbers { try decode(&decoder, number) }
      } catch {
        fail(error)
      }
    }
    if !hasThread {
      fail(
        InputError(
          map.path, found: "no room for a thread to decode it", expected: "memory and one more thread",
          advice: "Raise the limits (ulimit -d, ulimit -u), or allow one processor only (taskset -c 0)"))
    }
  }

  private func fail(_ error: InputError) {
    deliver(Block(bytes: [], piece: PartDecoder.Piece(end: DecodeAhead.headroom, error: error)))
  }

  /// The next block; waits for it. Nothing may be asked for behind the last part or an error.
  func next() -> Block {
    decoded.wait()
    return ring.withLock { $0.decoded.removeFirst() }
  }

  /// Makes room for another block, in `buffer` when that has the right length.
  func recycle(_ buffer: [UInt8]) {
    if buffer.count == DecodeAhead.bufferSize { ring.withLock { $0.spare.append(buffer) } }
    room.signal()
  }

  /// Lets the thread end.
  func cancel() {
    ring.withLock { $0.isCancelled = true }
    room.signal()
  }

  private func decode(_ decoder: inout PartDecoder, _ number: Int) throws(InputError) {
    try decoder.enter(number)
    var isOpen = true
    while isOpen, var buffer = emptyBuffer() {
      let limit = DecodeAhead.headroom + DecodeAhead.blockSize
      let piece = decoder.decode(into: &buffer, from: DecodeAhead.headroom, to: limit)
      // Given away before the reader can see it: a buffer that two sides hold is copied when it is written to.
      deliver(Block(bytes: consume buffer, piece: piece))
      if let error = piece.error { throw error }
      isOpen = !piece.endsPart
    }
  }

  private func deliver(_ block: consuming sending Block) {
    var block = Optional(block)
    ring.withLock { ring in
      if let block = block.take() { ring.decoded.append(block) }
    }
    decoded.signal()
  }

  /// A buffer to decode into, as soon as there is room; nil when the reader has gone.
  private func emptyBuffer() -> [UInt8]? {
    room.wait()
    return ring.withLock { ring in
      if ring.isCancelled { return [UInt8]?.none }
      return ring.spare.popLast() ?? [UInt8](repeating: 0, count: DecodeAhead.bufferSize)
    }
  }
}
