import CounterRandom
import Foundation
import Testing

@testable import TraceIO

/// A file that is gone on with has the bytes of one written at a stretch.
@Suite struct ZstdFileResumeTests {
  /// Lines of numbers, 9 MiB: three frames.
  private static let lines: [String] = {
    let random = CounterRandom(seed: 1, stream: .synthesis)
    let numbers = (0..<2000).map { "\(random.bits(UInt64($0)) >> 44)," }
    return (0..<1600).map { line in numbers[(line % 1000)..<(line % 1000 + 800)].joined() + "\n" }
  }()

  private func write(_ lines: ArraySlice<String>, to writer: inout ZstdFileWriter) throws {
    for line in lines { try writer.write(line) }
  }

  private func straight(_ path: String, _ lines: ArraySlice<String>) throws -> [UInt8] {
    var writer = try ZstdFileWriter(path: path)
    try write(lines, to: &writer)
    try writer.finish()
    return try stored(path)
  }

  @Test(arguments: ["a.csv", "a.csv.zst"], [0, 7, 760])
  func `a file that is cut and gone on with has the same bytes`(name: String, cut: Int) throws {
    try TemporaryDirectory.run { directory in
      let expected = try straight(directory.file("straight-" + name), Self.lines[...])
      let path = directory.file(name)
      var positions: [ZstdFileWriter.Position] = []
      do {
        var writer = try ZstdFileWriter.resumable(path: path)
        try write(Self.lines[..<cut], to: &writer)
        positions.append(try writer.position())
        // What comes after the position is lost with the process.
        try write(Self.lines[cut..<min(cut + 400, 1600)], to: &writer)
      }
      var writer = try ZstdFileWriter.resuming(path: path, at: positions[0])
      try write(Self.lines[cut...], to: &writer)
      try writer.finish()
      #expect(try stored(path) == expected)
      // Killed behind the end: the file has its final name, and is gone on with once more.
      var again = try ZstdFileWriter.resuming(path: path, at: positions[0])
      try write(Self.lines[cut...], to: &again)
      try again.finish()
      #expect(try stored(path) == expected)
      #expect(try directory.names().contains(name + ".partial") == false)
    }
  }

  @Test func `a small file and an empty one are gone on with too`() throws {
    try TemporaryDirectory.run { directory in
      for count in 0...2 {
        let lines = Self.lines[..<count]
        let expected = try straight(directory.file("straight.zst"), lines)
        var position: ZstdFileWriter.Position?
        do {
          var writer = try ZstdFileWriter.resumable(path: directory.file("a.zst"))
          try write(lines, to: &writer)
          position = try writer.position()
        }
        var writer = try ZstdFileWriter.resuming(path: directory.file("a.zst"), at: #require(position))
        try writer.finish()
        #expect(try stored(directory.file("a.zst")) == expected)
      }
    }
  }

  @Test func `a file that lost bytes is not gone on with`() throws {
    try TemporaryDirectory.run { directory in
      var writer = try ZstdFileWriter.resumable(path: directory.file("a.csv"))
      try write(Self.lines[..<100], to: &writer)
      let position = try writer.position()
      _ = try directory.write("short", to: "a.csv.partial")
      let said = directory.message {
        _ = try ZstdFileWriter.resuming(path: directory.file("a.csv"), at: position)
      }
      #expect(said.hasPrefix("a.csv.partial: found 5 bytes; expected at least"))
    }
  }
}
