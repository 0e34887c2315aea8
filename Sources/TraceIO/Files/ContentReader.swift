/// The decoded content of a file, block after block into one buffer, decoded ahead on other threads where that pays.
///
/// With one processor, or a small file, everything happens in the caller's thread. A file of one frame is decoded on
/// one thread; one of several on up to ``mostLanes``, each taking every n-th part. Content, notes and errors
/// are the same in all cases and come in the same order.
struct ContentReader: ~Copyable {
  /// The file's path.
  let path: String
  /// The notes met so far in skippable frames.
  private(set) var notes: [String] = []
  /// Whether all content has been handed out.
  private(set) var isAtEnd = false

  private let map: FrameMap
  private let firstPart: Int
  private var part: Int
  private var direct: PartDecoder?
  private var lanes: [DecodeAhead] = []
  private var failure: InputError?

  /// At most so many threads decode; each holds up to 4 MiB of content.
  static let mostLanes = 4
  /// Stored bytes from which on a thread is worth its start.
  static let leastForThread = 1 << 20
  private static let deepest = 16

  /// Opens a file in front of a part.
  ///
  /// - Parameter threads: How many may decode; 0 is none but the caller's.
  init(_ map: FrameMap, from part: Int = 0, threads: Int? = nil) throws(InputError) {
    path = map.path
    self.map = map
    self.part = part
    firstPart = part
    let threads = threads ?? ContentReader.threads(map)
    if threads == 0 {
      var decoder = try PartDecoder(map)
      try decoder.enter(part)
      direct = consume decoder
    } else {
      let width = min(threads, map.parts.count - part)
      for lane in 0..<width {
        lanes.append(
          DecodeAhead(
            map, parts: Array(stride(from: part + lane, to: map.parts.count, by: width)),
            depth: width == 1 ? 2 : ContentReader.deepest))
      }
    }
  }

  /// Where in the file reading began, when that was not at its first part.
  var firstByte: Int? { firstPart == 0 ? nil : map.parts[firstPart].stored?.lowerBound }

  deinit { for lane in lanes { lane.cancel() } }

  private static func threads(_ map: FrameMap) -> Int {
    Processors.count < 2 || map.storedCount < leastForThread ? 0 : min(Processors.count, mostLanes)
  }

  /// Moves the bytes `unread` of `buffer` to another place and puts the next content behind them.
  ///
  /// `buffer` may be exchanged for another one; ``CSVKernel/slack`` bytes follow the content in any case.
  /// - Returns: Where the unread bytes and the new content lie.
  /// - Throws: The same error again when called after an error.
  mutating func refill(_ buffer: inout [UInt8], keeping unread: Range<Int>) throws(InputError) -> Range<Int> {
    if let failure { throw failure }
    return lanes.isEmpty ? try decodeBehind(&buffer, unread) : try takeBlock(&buffer, unread)
  }

  private mutating func decodeBehind(_ buffer: inout [UInt8], _ unread: Range<Int>) throws(InputError)
    -> Range<Int>
  {
    moveToFront(&buffer, unread)
    if unread.count > buffer.count / 2 { buffer.append(contentsOf: repeatElement(0, count: buffer.count)) }
    let limit = buffer.count - CSVKernel.slack
    var end = unread.count
    while end < limit, !isAtEnd, failure == nil {
      guard let piece = direct?.decode(into: &buffer, from: end, to: limit) else { break }
      end = piece.end
      try note(piece)
    }
    return 0..<end
  }

  /// Keeps what came with content; an error is thrown once the content in front of it has been handed out.
  private mutating func note(_ piece: PartDecoder.Piece) throws(InputError) {
    notes += piece.notes
    failure = piece.error
    guard piece.endsPart, failure == nil else { return }
    part += 1
    isAtEnd = part == map.parts.count
    if !isAtEnd { try direct?.enter(part) }
  }

  private mutating func takeBlock(_ buffer: inout [UInt8], _ unread: Range<Int>) throws(InputError) -> Range<
    Int
  > {
    let lane = lanes[(part - firstPart) % lanes.count]
    var block = lane.next()
    try note(block.piece)
    let content = DecodeAhead.headroom..<block.piece.end
    if content.isEmpty {
      lane.recycle(block.bytes)
      return unread
    }
    if unread.count <= DecodeAhead.headroom {
      let start = DecodeAhead.headroom - unread.count
      block.bytes.replaceSubrange(start..<DecodeAhead.headroom, with: buffer[unread])
      swap(&block.bytes, &buffer)
      lane.recycle(block.bytes)
      return start..<content.upperBound
    }
    moveToFront(&buffer, unread)
    let end = unread.count + content.count
    if buffer.count < end + CSVKernel.slack {
      buffer.append(
        contentsOf: repeatElement(0, count: max(buffer.count, end + CSVKernel.slack - buffer.count)))
    }
    buffer.replaceSubrange(unread.count..<end, with: block.bytes[content])
    lane.recycle(block.bytes)
    return 0..<end
  }

  private func moveToFront(_ buffer: inout [UInt8], _ unread: Range<Int>) {
    if unread.lowerBound > 0, !unread.isEmpty {
      buffer.replaceSubrange(0..<unread.count, with: Array(buffer[unread]))
    }
  }
}
