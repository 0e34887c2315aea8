import Testing

@testable import TraceIO

@Suite struct FrameMapTests {
  /// Rows of ten links every ten seconds, as content that fills three frames, and as stored with a note in front.
  static let long: (content: [UInt8], stored: [UInt8]) = {
    var content = Array("time_s,link,bits_per_s\n".utf8)
    var stored: [UInt8] = []
    try? TemporaryDirectory.run { directory in
      var writer = try ZstdFileWriter(path: directory.file("long.csv.zst"), level: 1)
      try writer.writeNote("a note")
      try writer.write(content)
      for second in 0..<6000 {
        var rows: [UInt8] = []
        for link in 0..<100 {
          rows += Array("\(second * 10),\(link),\(second * 7919 % 90_000_000)\n".utf8)
        }
        try writer.write(rows)
        content += rows
      }
      try writer.finish()
      stored = try TraceIOTests.stored(directory.file("long.csv.zst"))
    }
    return (content, stored)
  }()

  /// The whole content of a file, its notes, and the error at the end.
  func read(_ path: String, threads: Int) -> (content: [UInt8], notes: [String], error: InputError?) {
    var content: [UInt8] = []
    var notes: [String] = []
    do throws(InputError) {
      var reader = try ContentReader(FrameMap(path: path), threads: threads)
      var buffer = [UInt8](repeating: 0, count: 100_000)
      while !reader.isAtEnd {
        let range = try reader.refill(&buffer, keeping: 0..<0)
        content += buffer[range]
        notes = reader.notes
      }
      return (content, notes, nil)
    } catch {
      return (content, notes, error)
    }
  }

  /// The error of opening a file and reading all of it.
  func message(_ directory: TemporaryDirectory, _ path: String) -> String {
    read(path, threads: 0).error.map { directory.text(of: $0) } ?? "no error"
  }

  @Test func `long content is cut into frames that begin with rows`() throws {
    try TemporaryDirectory.run { directory in
      let path = try directory.write(Self.long.stored, to: "long.csv.zst")
      let map = try FrameMap(path: path)
      #expect(map.beginsWithRows && map.parts.count == 3)
      var place = 0
      for part in map.parts {
        #expect(place == 0 || Self.long.content[place - 1] == UInt8(ascii: "\n"))
        place += try #require(part.decodedCount)
      }
      #expect(place == Self.long.content.count)
      #expect(try decoded(path, step: 1 << 16) == Self.long.content)
    }
  }

  @Test(arguments: [0, 1, 2, 3, 4])
  func `any number of threads reads the same`(threads: Int) throws {
    try TemporaryDirectory.run { directory in
      let skippable: [UInt8] = [0x50, 0x2A, 0x4D, 0x18, 1, 0, 0, 0, 7]
      let foreign = try skippable + frame("one\n") + skippable + frame("two\n") + skippable
      for (name, bytes, content) in [
        ("a.zst", Self.long.stored, Self.long.content), ("b.csv", Self.long.content, Self.long.content),
        ("c.zst", foreign, Array("one\ntwo\n".utf8)),
      ] {
        let found = read(try directory.write(bytes, to: name), threads: threads)
        #expect(found.content == content && found.error == nil, "\(name)")
        #expect(found.notes == (name == "a.zst" ? ["a note"] : []))
      }
    }
  }

  @Test func `damage is found at the same place by any number of threads`() throws {
    try TemporaryDirectory.run { directory in
      for place in stride(from: 60, to: Self.long.stored.count, by: Self.long.stored.count / 40) {
        var damaged = Self.long.stored
        damaged[place] ^= 0x10
        let path = try directory.write(damaged, to: "d.csv.zst")
        let alone = read(path, threads: 0)
        #expect(alone.error != nil || alone.content == Self.long.content, "byte \(place)")
        for threads in [1, 2, 4] {
          let found = read(path, threads: threads)
          #expect(found.error == alone.error && found.content == alone.content, "byte \(place)")
        }
      }
    }
  }

  @Test func `a file with a seek table that is cut anywhere is an error`() throws {
    try TemporaryDirectory.run { directory in
      let path = try directory.write(Self.long.stored, to: "long.csv.zst")
      var lengths = try FrameMap(path: path).parts.compactMap { $0.stored?.upperBound }.dropLast()
      lengths += Array(stride(from: 70, to: Self.long.stored.count, by: Self.long.stored.count / 20))
      lengths += Array(Self.long.stored.count - 60..<Self.long.stored.count)
      for length in lengths {
        let cut = try directory.write(Array(Self.long.stored[..<length]), to: "cut.csv.zst")
        #expect(
          message(directory, cut)
            == "cut.csv.zst: byte \(length): found the end of the file without the seek table that its beginning "
            + "speaks of; expected more frames and a seek table. The file is truncated: copy or download it again."
        )
      }
    }
  }

  @Test func `a bit of the seek table matters or changes nothing`() throws {
    try TemporaryDirectory.run { directory in
      let count = Self.long.stored.count
      var errors = 0
      for place in count - 57..<count {
        var damaged = Self.long.stored
        damaged[place] ^= 1
        let found = read(try directory.write(damaged, to: "d.csv.zst"), threads: 0)
        #expect(found.error == nil ? found.content == Self.long.content : true, "byte \(place)")
        #expect(found.error.map { $0.place != .whole } ?? true, "byte \(place)")
        errors += found.error == nil ? 0 : 1
      }
      // All but unused bits of the flags.
      #expect(errors >= 56)
    }
  }

  @Test func `a seek table that disagrees is an error at the frame`() throws {
    try TemporaryDirectory.run { directory in
      let (one, two) = (try frame("one\n"), try frame("two\n"))
      func file(_ entries: [(Int, Int)]) throws -> String {
        let table = SeekTable.bytes(entries.map { SeekTable.Entry(storedCount: $0.0, decodedCount: $0.1) })
        return try directory.write(one + two + table, to: "t.zst")
      }
      let advice = "The file is damaged or joined from parts: copy it again, or decompress and compress it."
      #expect(
        read(try file([(one.count, 4), (two.count, 4)]), threads: 0).content == Array("one\ntwo\n".utf8))
      #expect(
        message(directory, try file([(one.count + 1, 4), (two.count - 1, 4)]))
          == "t.zst: byte 0: found no frame of \(one.count + 1) bytes; expected what the seek table says. \(advice)"
      )
      #expect(
        message(directory, try file([(one.count, 4)]))
          == "t.zst: byte \(one.count + two.count): found a seek table of \(one.count) bytes in frames behind "
          + "\(one.count + two.count); expected what the seek table says. \(advice)")
      #expect(
        message(directory, try file([(one.count, 4), (two.count, 5)]))
          == "t.zst: byte \(one.count): found 4 bytes of content; expected 5, as the seek table says. "
          + "The file is damaged: copy or download it again.")
    }
  }
}
