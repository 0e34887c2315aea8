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
    var decodedCount: Int? = nil
  }

  /// The file's path.
  let path: String
  /// How long the file is.
  let storedCount: Int
  /// The parts in the order of the file, at least one.
  private(set) var parts = [Part(stored: nil, decodedCount: nil)]
  /// Whether every part begins with a row, as in files that ``ZstdFileWriter`` wrote with a seek table.
  private(set) var beginsWithRows = false

  /// Finds the parts of a file.
  ///
  /// - Throws: When the file has a seek table that disagrees with its frames, or had one that is gone.
  init(path: String) throws(InputError) {
    self.path = path
    storedCount = PosixFile.regularCount(path)
    // What is wrong with a missing file, or what comes through a pipe, is for the decoder to say.
    if storedCount < SeekTable.footerCount { return }
    let walk = try FrameWalk(path: path, count: storedCount)
    if let entries = try seekTable(walk) {
      try useTable(entries, walk)
    } else if storedCount >= ContentReader.leastForThread, Processors.count > 1 {
      try findFrames(walk)
    }
  }

  /// The smallest part made of several frames, in stored bytes.
  private static let leastPart = 1 << 19
  /// A longer frame is not worth waiting for: then all is one part.
  private static let longestFrame = 1 << 24

  /// Joins the frames of a file without a seek table into parts; leaves one part when there are no frames to be found.
  private mutating func findFrames(_ walk: borrowing FrameWalk) throws(InputError) {
    var found: [Part] = []
    var start = 0
    var offset = 0
    var hasContent = false
    while offset < storedCount {
      guard let count = try walk.frameCount(at: offset, most: FrameMap.longestFrame) else { return }
      hasContent = try !walk.isSkippable(at: offset) || hasContent
      offset += count
      if hasContent, offset - start >= FrameMap.leastPart {
        found.append(Part(stored: start..<offset))
        (start, hasContent) = (offset, false)
      }
    }
    close(&found, start, hasContent)
    if found.count > 1 { parts = found }
  }

  /// Ends the parts at the end of the file: with a part of its own if it has content, otherwise in the last one.
  private func close(_ found: inout [Part], _ start: Int, _ hasContent: Bool) {
    guard start < storedCount else { return }
    if hasContent || found.isEmpty {
      found.append(Part(stored: start..<storedCount))
    } else if let last = found.popLast(), let range = last.stored {
      found.append(Part(stored: range.lowerBound..<storedCount, decodedCount: last.decodedCount))
    }
  }
}

// Seek tables.
extension FrameMap {
  /// The entries of the seek table at the end; nil when there is none.
  private mutating func seekTable(_ walk: borrowing FrameWalk) throws(InputError) -> [SeekTable.Entry]? {
    let head = try walk.bytes(at: 0, SeekTable.marker.count)
    let isSkippable = try walk.isSkippable(at: 0)
    guard isSkippable || head.starts(with: ZstdDecoder.frameMagic) else { return nil }
    let footerStart = max(storedCount - SeekTable.footerCount, 0)
    let footer = try walk.bytes(at: footerStart, SeekTable.footerCount)
    beginsWithRows = head == SeekTable.marker
    guard footer.suffix(4).elementsEqual(SeekTable.footerMagic) else {
      if !beginsWithRows { return nil }
      throw InputError(
        path, .byte(storedCount),
        found: "the end of the file without the seek table that its beginning speaks of",
        expected: "more frames and a seek table", advice: "The file is truncated: copy or download it again")
    }
    let count = SeekTable.number(footer[...])
    if count > SeekTable.mostEntries, !beginsWithRows { return nil }
    let width = footer[4] & 0x80 == 0 ? 8 : 12
    let tableStart = footerStart - count * width - 8
    let bytes = tableStart < 0 ? [0] : try walk.bytes(at: tableStart, count * width + 8)
    guard tableStart >= 0, bytes[0] == 0x5E, try walk.frameCount(at: tableStart) == storedCount - tableStart
    else { throw disagreement(footerStart, "\(counted(count, "frame")) in the footer of the seek table") }
    let entries = stride(from: 8, to: 8 + count * width, by: width).map { place in
      SeekTable.Entry(
        storedCount: SeekTable.number(bytes[place...]), decodedCount: SeekTable.number(bytes[(place + 4)...]))
    }
    let sum = entries.reduce(0) { $0 + $1.storedCount }
    guard sum == tableStart else {
      throw disagreement(
        tableStart, "a seek table of \(counted(sum, "byte")) in frames behind \(grouped(tableStart))")
    }
    return entries
  }

  /// Makes a part of each frame that the table lists, once it is found where the table says.
  private mutating func useTable(
    _ entries: [SeekTable.Entry], _ walk: borrowing FrameWalk
  ) throws(InputError) {
    var found: [Part] = []
    var start = 0
    var offset = 0
    for entry in entries {
      guard entry.storedCount > 0, try walk.frameCount(at: offset) == entry.storedCount else {
        throw disagreement(offset, "no frame of \(counted(entry.storedCount, "byte"))")
      }
      let isSkippable = try walk.isSkippable(at: offset)
      guard !isSkippable || entry.decodedCount == 0 else {
        throw disagreement(offset, "a skippable frame")
      }
      offset += entry.storedCount
      if !isSkippable {
        found.append(Part(stored: start..<offset, decodedCount: entry.decodedCount))
        start = offset
      }
    }
    if found.isEmpty { return }
    close(&found, start, false)
    parts = found
  }

  private func disagreement(_ offset: Int, _ found: String) -> InputError {
    InputError(
      path, .byte(offset), found: found, expected: "what the seek table says",
      advice: "The file is damaged or joined from parts: copy it again, or decompress and compress it")
  }
}
