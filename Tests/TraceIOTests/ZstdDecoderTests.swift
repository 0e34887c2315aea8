import Testing
import TraceIO

@Suite struct ZstdDecoderTests {
  static let text = (0..<60).map { "\($0),\($0 * $0 % 17),\(1000 * $0)\n" }.joined()

  @Test(arguments: [1, 7, 64, 1000, 100_000])
  func `content comes out whole in pieces of any size`(step: Int) throws {
    try TemporaryDirectory.run { directory in
      let compressed = try directory.write(frame(Self.text), to: "a.csv.zst")
      let plain = try directory.write(Self.text, to: "a.csv")
      #expect(try decoded(compressed, step: step) == Array(Self.text.utf8))
      #expect(try decoded(plain, step: step) == Array(Self.text.utf8))
    }
  }

  @Test func `a large file comes out whole`() throws {
    let large = String(repeating: Self.text, count: 3000)
    try TemporaryDirectory.run { directory in
      let path = try directory.write(frame(large), to: "a.zst")
      #expect(try decoded(path, step: 70_000) == Array(large.utf8))
    }
  }

  @Test func `a file cut at any byte is an error that names the byte`() throws {
    try TemporaryDirectory.run { directory in
      let whole = try frame(Self.text)
      for length in 1..<whole.count {
        let path = try directory.write(Array(whole[..<length]), to: "cut.csv.zst")
        let message = directory.message { _ = try decoded(path) }
        #expect(
          message == "cut.csv.zst: byte \(length): found the end of the file inside a zstd frame; "
            + "expected the rest of the frame. The file is truncated: copy or download it again.")
      }
    }
  }

  @Test func `a flipped bit is an error or changes nothing`() throws {
    let note = try TemporaryDirectory.run { directory in
      var writer = try ZstdFileWriter(path: directory.file("n.zst"))
      try writer.writeNote("a note")
      try writer.write(Self.text)
      try writer.finish()
      return try stored(directory.file("n.zst"))
    }
    try TemporaryDirectory.run { directory in
      var errors = 0
      for bit in 0..<note.count * 8 {
        var damaged = note
        damaged[bit / 8] ^= 1 << (bit % 8)
        let path = try directory.write(damaged, to: "flip.csv.zst")
        do {
          #expect(try decoded(path) == Array(Self.text.utf8), "bit \(bit) changed the content unseen")
        } catch let error as InputError {
          #expect(error.subject == path && error.place != .whole, "bit \(bit): \(error)")
          errors += 1
        }
      }
      // All but the bits of the note's text and number, and a few unused bits of the two frame headers.
      #expect(errors > note.count * 8 - 90)
    }
  }

  @Test func `frames and skippable frames follow each other`() throws {
    try TemporaryDirectory.run { directory in
      let skippable: [UInt8] = [0x5E, 0x2A, 0x4D, 0x18, 3, 0, 0, 0, 1, 2, 3]
      let bytes = try skippable + frame("one\n") + frame("") + skippable + frame("two\n") + skippable
      let path = try directory.write(bytes, to: "many.zst")
      #expect(try decoded(path) == Array("one\ntwo\n".utf8))
    }
  }

  @Test func `a skippable frame of megabytes is stepped over`() throws {
    try TemporaryDirectory.run { directory in
      let skippable = [0x51, 0x2A, 0x4D, 0x18, 0, 0, 0x30, 0] + [UInt8](repeating: 7, count: 0x30_0000)
      let path = try directory.write(skippable + frame("x"), to: "a.zst")
      #expect(try decoded(path) == Array("x".utf8))
    }
  }

  static let broken: [(name: String, bytes: [UInt8], message: String)] = [
    (
      "empty.csv", [],
      "empty.csv: byte 0: found an empty file; expected text, plain or compressed with zstd. Copy or write it again."
    ),
    (
      "skips.zst", [0x50, 0x2A, 0x4D, 0x18, 0, 0, 0, 0],
      "skips.zst: byte 8: found nothing but skippable zstd frames; expected text, plain or compressed with zstd. "
        + "Copy or write it again."
    ),
    (
      "plain.csv.zst", Array("time_s,source\n".utf8),
      "plain.csv.zst: byte 0: found no zstd frame; expected the zstd magic number. "
        + "Write the file again, or take .zst off the name of a plain file."
    ),
    (
      "t.csv", [0x1F, 0x8B, 8, 0, 0, 0],
      "t.csv: byte 0: found gzip; expected plain text or zstd. Decompress it with gunzip first."
    ),
    (
      "skip.zst", [0x50, 0x2A, 0x4D, 0x18, 9, 0, 0, 0, 1],
      "skip.zst: byte 9: found the end of the file inside a skippable zstd frame; expected the rest of the frame. "
        + "The file is truncated: copy or download it again."
    ),
    // Window descriptor 0x90: 2²⁸ bytes; then an empty last block.
    (
      "window.zst", [0x28, 0xB5, 0x2F, 0xFD, 0x00, 0x90, 0x01, 0x00, 0x00],
      "window.zst: byte 5: found a zstd window over 128 MiB; expected at most 128 MiB. "
        + "Compress the file again without --long or --ultra."
    ),
    // Block type 3 is reserved.
    (
      "block.zst", [0x28, 0xB5, 0x2F, 0xFD, 0x00, 0x58, 0x07, 0x00, 0x00],
      "block.zst: byte 5: found a corrupt block (Data corruption detected); expected sound zstd data. "
        + "The file is damaged: copy or download it again."
    ),
    // Frame header with dictionary number 1.
    (
      "dictionary.zst", [0x28, 0xB5, 0x2F, 0xFD, 0x01, 0x58, 0x01, 0x01, 0x00, 0x00],
      "dictionary.zst: byte 5: found a frame that needs a dictionary; expected a frame without one. "
        + "Compress the file again without a dictionary."
    ),
  ]

  @Test(arguments: broken)
  func `a broken file is explained`(name: String, bytes: [UInt8], message: String) throws {
    try TemporaryDirectory.run { directory in
      let path = try directory.write(bytes, to: name)
      #expect(directory.message { _ = try decoded(path) } == message)
    }
  }

  @Test func `a window of exactly 128 MiB is accepted`() throws {
    try TemporaryDirectory.run { directory in
      let path = try directory.write([0x28, 0xB5, 0x2F, 0xFD, 0x00, 0x88, 0x01, 0x00, 0x00], to: "w.zst")
      #expect(try decoded(path).isEmpty)
    }
  }

  @Test(arguments: [[0], [1, 2, 3], [0x28], [0x28, 0xB5, 0x2F, 0xFC], [0x1F, 0x8B, 0, 0, 0]] as [[UInt8]])
  func `anything after the last frame is an error at its first byte`(garbage: [UInt8]) throws {
    try TemporaryDirectory.run { directory in
      let sound = try frame("one\n")
      let path = try directory.write(sound + garbage, to: "tail.zst")
      #expect(
        directory.message { _ = try decoded(path) }
          == "tail.zst: byte \(sound.count): found bytes after the last zstd frame that are no frame; "
          + "expected another frame or the end of the file. Cut the file here or write it again.")
    }
  }

  @Test func `a wrong checksum is an error at the checksum`() throws {
    try TemporaryDirectory.run { directory in
      var bytes = try frame("one\n")
      bytes[bytes.count - 1] ^= 1
      let path = try directory.write(bytes, to: "sum.zst")
      #expect(
        directory.message { _ = try decoded(path) }
          == "sum.zst: byte \(bytes.count - 4): found a wrong checksum; expected the checksum of the content. "
          + "The file is damaged: copy or download it again.")
    }
  }

  @Test func `an error is thrown again, never followed by an end`() throws {
    try TemporaryDirectory.run { directory in
      let path = try directory.write(Array(frame("one\n").dropLast()), to: "cut.zst")
      var decoder = try ZstdDecoder(path: path)
      var buffer = [UInt8](repeating: 0, count: 100)
      var errors: [InputError] = []
      for _ in 0..<3 {
        do throws(InputError) { _ = try decoder.decode(into: &buffer) } catch { errors.append(error) }
      }
      #expect(errors.count == 3 && errors.allSatisfy { $0 == errors[0] })
    }
  }

  @Test func `a missing file and a directory are explained`() throws {
    try TemporaryDirectory.run { directory in
      #expect(
        directory.message { _ = try decoded(directory.file("none.csv")) }
          == "none.csv: found no such file; expected a file to read. Check the path.")
      #expect(
        "\(InputError(directory.path, found: "a directory", expected: "a file", advice: "Name a file inside it"))"
          == directory.message { _ = try decoded(directory.path) })
    }
  }
}
