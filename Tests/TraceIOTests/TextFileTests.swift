import Testing
import TraceIO

@Suite struct TextFileTests {
  @Test(arguments: ["", "ε = 0.5\r\nname: Größe\n"])
  func `text is read plain and compressed`(text: String) throws {
    try TemporaryDirectory.run { directory in
      let compressed = try directory.write(frame(text), to: "t.zst")
      #expect(try TextFile.read(path: compressed) == text)
      let plain = try directory.write(text)
      if !text.isEmpty { #expect(try TextFile.read(path: plain) == text) }
    }
  }

  @Test func `bytes that are no UTF-8 are found by their line`() throws {
    try TemporaryDirectory.run { directory in
      let path = try directory.write(Array("a: 1\nb: ".utf8) + [0xC3, 0x28], to: "t.yaml")
      #expect(
        directory.message { _ = try TextFile.read(path: path) }
          == "t.yaml: line 2: found bytes that are no UTF-8; expected text in UTF-8. Check that this is a text file."
      )
    }
  }
}
