import Testing

@testable import TraceIO

@Suite struct MilanGridTests {
  /// A block of z-scores in NumPy's format; the activities are those given.
  func block(_ activities: [Double], shape: String, header: String? = nil) -> [UInt8] {
    var text = header ?? "{'descr': '<f8', 'fortran_order': False, 'shape': \(shape), }"
    text += String(repeating: " ", count: 117 - text.utf8.count) + "\n"
    var bytes: [UInt8] = [0x93] + Array("NUMPY".utf8) + [1, 0, 118, 0] + Array(text.utf8)
    for activity in activities {
      let score = ((activity - 67.61768898039853) / 132.47248595705986).bitPattern
      for place in 0..<8 { bytes.append(UInt8(truncatingIfNeeded: score >> (8 * place))) }
    }
    return bytes
  }

  /// Imports blocks, named in order.
  func imported(_ blocks: [[UInt8]], _ options: ImportOptions = [:]) throws -> (
    report: ImportReport, text: String
  ) {
    try TemporaryDirectory.run { directory in
      for (index, block) in blocks.enumerated() { _ = try directory.write(block, to: "\(index).npy") }
      let output = directory.file("out.csv.zst")
      do {
        let report = try TraceImporters.run(
          "milan-grid", inputs: [directory.path], output: output, options: options)
        return (report, String(decoding: try decoded(output), as: UTF8.self))
      } catch { throw InputError(directory.text(of: error), found: "") }
    }
  }

  @Test func `frames become counts, and blocks follow each other`() throws {
    let (report, text) = try imported(
      [
        block([67.61768898039853, 0, -1e-10, 1e-10], shape: "(2, 1, 2)"), block([0, 0], shape: "(1, 2, 1)"),
      ],
      [.factor: "2"])
    #expect(
      text
        == "time_s,source,tasks\n0.0,0,135.23537796079705\n0.0,1,0.0\n600.0,0,0.0\n600.0,1,0.0\n1200.0,0,0.0\n1200.0,1,0.0\n"
    )
    #expect(
      "\(report)" == "imported 2 files, 6 of 6 rows as 2 cells; dropped nothing; "
        + "found 2 roundings set to 0, 1 joined block; 83 % zero")
  }

  @Test func `a faulty block is explained`() throws {
    func message(_ blocks: [UInt8]...) -> String {
      do {
        _ = try imported(blocks)
        return "no error"
      } catch { return "\(error)" }
    }
    let whole = block([1, 2], shape: "(1, 1, 2)")
    #expect(
      message(Array("x".utf8)).hasPrefix(
        "0.npy: byte 1 of the content: found the end of the file inside the array;"))
    #expect(message(Array("no array at all".utf8)).hasPrefix("0.npy: byte 0: found no NumPy array;"))
    #expect(
      message(whole.dropLast()).hasPrefix(
        "0.npy: byte 143 of the content: found the end of the file inside the array;"))
    #expect(
      message(whole + [0]).hasPrefix("0.npy: byte 144 of the content: found bytes after the last number;"))
    #expect(
      message(block([1, 2], shape: "(1, 2)")).hasPrefix(
        "0.npy: byte 10 of the content: found an array of 1 × 2; expected frames"))
    #expect(
      message(whole, block([1], shape: "(1, 1, 1)")).hasPrefix(
        "1.npy: byte 10 of the content: found an array of 1 × 1 × 1;"))
    #expect(
      message(block([-1], shape: "(1, 1, 1)")).hasPrefix(
        "0.npy: byte 128 of the content: found the z-score -0.5"))
    #expect(
      message(block([.nan], shape: "(1, 1, 1)")).hasPrefix(
        "0.npy: byte 128 of the content: found the z-score nan"))
    #expect(message(block([], shape: "(0, 1, 1)")).hasPrefix("0.npy: byte 0 of the content: found no frame;"))
    #expect(
      message(block([], shape: "(9, 99999999999, 99999999999)")).hasPrefix(
        "0.npy: byte 10 of the content: found the header"))
    let fortran = "{'descr': '<f8', 'fortran_order': True, 'shape': (1, 1, 1), }"
    #expect(
      message(block([1], shape: "", header: fortran)).hasPrefix(
        "0.npy: byte 10 of the content: found the header"))
  }

  @Test(
    .enabled(if: hasDataset("milan-grid-10min"), "needs ../shared/datasets/milan-grid-10min"),
    .enabled(if: testsCities, "needs OFFRAMP_CITY_TESTS=1"))
  func `the real blocks are imported`() throws {
    #expect(
      try checkImport("milan-grid", "milan-grid-10min", oracle: "milan_grid")
        == "imported 2 files, 790,000 of 790,000 rows as 10,000 cells; dropped nothing; found 1 joined block; "
        + "0 % zero; skipped 1 file that are no NumPy array")
  }
}
