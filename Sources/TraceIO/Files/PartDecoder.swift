/// Decodes the parts of a file one at a time, checking that each is as long as the seek table says.
struct PartDecoder: ~Copyable {
  /// What one call decoded.
  struct Piece: Sendable {
    /// Index in the buffer behind the content.
    var end: Int
    /// Whether the part ends here.
    var endsPart = false
    /// The notes met on the way.
    var notes: [String] = []
    /// What is wrong behind the content.
    var error: InputError?
  }

  private let map: FrameMap
  private var decoder: ZstdDecoder
  private var number = 0
  private var decoded = 0
  private var notesTaken = 0

  /// Opens the file that `map` describes, in front of its first part.
  init(_ map: FrameMap) throws(InputError) {
    self.init(map, try ZstdDecoder(path: map.path))
  }

  private init(_ map: FrameMap, _ decoder: consuming ZstdDecoder) {
    self.map = map
    self.decoder = decoder
  }

  /// Goes to the beginning of a part.
  mutating func enter(_ number: Int) throws(InputError) {
    self.number = number
    decoded = 0
    if let range = map.parts[number].stored { try decoder.enter(range) }
  }

  /// Decodes into `buffer` from `start` on, until `limit` is reached, the part ends, or something is wrong.
  ///
  /// Content in front of a fault counts, so that it does not matter to what is read how content is cut into pieces.
  mutating func decode(into buffer: inout [UInt8], from start: Int, to limit: Int) -> Piece {
    var piece = Piece(end: start)
    do throws(InputError) {
      piece.end += try decoder.decode(into: &buffer, from: start, to: limit)
      decoded += piece.end - start
      piece.endsPart = piece.end < limit
      if piece.endsPart { try checkLength() }
    } catch {
      piece.end = start + decoder.lastCount
      piece.error = error
    }
    piece.notes = takeNotes()
    return piece
  }

  private func checkLength() throws(InputError) {
    let part = map.parts[number]
    guard let expected = part.decodedCount, decoded != expected else { return }
    throw InputError(
      map.path, .byte(part.stored?.lowerBound ?? 0), found: "\(counted(decoded, "byte")) of content",
      expected: "\(grouped(expected)), as the seek table says",
      advice: "The file is damaged: copy or download it again")
  }

  /// The notes met since this was last asked.
  private mutating func takeNotes() -> [String] {
    defer { notesTaken = decoder.notes.count }
    return Array(decoder.notes[notesTaken...])
  }
}
