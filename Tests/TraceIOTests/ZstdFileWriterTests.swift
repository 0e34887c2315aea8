import Foundation
import Testing
import TraceIO

@Suite struct ZstdFileWriterTests {
  @Test(arguments: ["a.csv", "a.csv.zst"])
  func `what is written is read back`(name: String) throws {
    try TemporaryDirectory.run { directory in
      var writer = try ZstdFileWriter(path: directory.file(name))
      var expected = ""
      for row in 0..<20_000 {
        let line = "\(row),\(row &* 7919 % 1000)\n"
        try writer.write(line)
        expected += line
      }
      try writer.write(Array("bytes\n".utf8))
      try writer.write([120, 10].span)
      try writer.finish()
      #expect(try decoded(directory.file(name)) == Array((expected + "bytes\nx\n").utf8))
      #expect(try directory.names() == [name])
    }
  }

  @Test func `a writer that is never finished leaves no file`() throws {
    try TemporaryDirectory.run { directory in
      do {
        var writer = try ZstdFileWriter(path: directory.file("a.zst"))
        try writer.write("text")
        #expect(try directory.names() == ["a.zst.partial"])
      }
      #expect(try directory.names().isEmpty)
    }
  }

  @Test func `an older file keeps its content until the new one is whole`() throws {
    try TemporaryDirectory.run { directory in
      let path = try directory.write("old", to: "a.csv")
      var writer = try ZstdFileWriter(path: path)
      try writer.write("new")
      #expect(try decoded(path) == Array("old".utf8))
      try writer.finish()
      #expect(try decoded(path) == Array("new".utf8))
    }
  }

  @Test func `an ended frame can be decoded on its own`() throws {
    try TemporaryDirectory.run { directory in
      var writer = try ZstdFileWriter(path: directory.file("a.zst"))
      try writer.write("one\n")
      try writer.endFrame()
      try writer.endFrame()
      try writer.write("two\n")
      try writer.finish()
      let first = try frame("one\n")
      let bytes = try stored(directory.file("a.zst"))
      #expect(bytes == first + (try frame("two\n")))
    }
  }

  @Test func `equal input gives equal bytes`() throws {
    let text = String(repeating: "0.25,3,100\n", count: 50_000)
    #expect(try frame(text) == frame(text))
  }

  @Test func `a file without content is a valid frame`() throws {
    try TemporaryDirectory.run { directory in
      let path = try directory.write(frame(""), to: "a.zst")
      #expect(try decoded(path).isEmpty)
    }
  }

  @Test func `notes are found by the decoder and left out of the content`() throws {
    try TemporaryDirectory.run { directory in
      let path = directory.file("a.csv.zst")
      var writer = try ZstdFileWriter(path: path)
      try writer.writeNote("from a seed")
      try writer.write("x,y\n")
      try writer.writeNote("the end")
      try writer.finish()
      var decoder = try ZstdDecoder(path: path)
      var buffer = [UInt8](repeating: 0, count: 100)
      #expect(try decoder.decode(into: &buffer) == 4)
      #expect(decoder.notes == ["from a seed", "the end"])
    }
  }

  @Test(.enabled(if: FileManager.default.fileExists(atPath: "/dev/full"), "needs /dev/full"))
  func `a full disk is an error that names the file`() throws {
    try TemporaryDirectory.run { directory in
      try FileManager.default.createSymbolicLink(
        atPath: directory.file("a.csv.partial"), withDestinationPath: "/dev/full")
      let message = directory.message {
        var writer = try ZstdFileWriter(path: directory.file("a.csv"))
        try writer.write("text\n")
        try writer.finish()
      }
      #expect(message == "a.csv: found a file that cannot be written (No space left on device).")
      #expect(try directory.names().isEmpty)
    }
  }

  @Test func `a path that cannot be written is explained`() throws {
    try TemporaryDirectory.run { directory in
      #expect(
        directory.message { _ = try ZstdFileWriter(path: directory.file("no/a.csv")) }
          == "no/a.csv: found no directory to hold the file; expected a directory that exists. Create it first."
      )
      #expect(
        directory.message { _ = try ZstdFileWriter(path: directory.path) }.contains("found a directory"))
    }
  }
}
