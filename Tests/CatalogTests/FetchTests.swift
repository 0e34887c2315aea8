import Foundation
import InputFiles
import TestSupport
import Testing
import TraceIO

@testable import Catalog

@Suite struct FetchTests {
  static let contents = [
    "a.csv": "time_s,source\n0,a\n", "deep/b.csv": String(repeating: "1,b\n", count: 50_000),
  ]

  /// A data set of the files in ``contents``, a mirror of which lies in `mirror/tiny`.
  static func dataSet(_ directory: TemporaryDirectory, _ source: DataSet.Source) throws -> DataSet {
    var files: [DataSet.File] = []
    for (path, text) in contents.sorted(by: { $0.key < $1.key }) {
      let written = try directory.write(text, to: "mirror/tiny/" + path)
      files.append(DataSet.File(path: path, sha256: try FileDigest.sha256(written)))
    }
    return DataSet(
      name: "tiny", what: "", publisher: "", page: "https://example.org/tiny", licence: "", citation: "",
      importer: "ucc-5g", folder: "tiny", source: source, files: files)
  }

  /// Expects that the folder `out` holds the data set and nothing else is left.
  static func expectWhole(_ directory: TemporaryDirectory, _ location: SourceLocation = #_sourceLocation)
    throws
  {
    for (path, text) in contents {
      #expect(try directory.bytes("out/" + path) == Data(text.utf8), sourceLocation: location)
    }
    #expect(try directory.names(in: "out") == ["a.csv", "deep"], sourceLocation: location)
    #expect(try !directory.names().contains("out.partial"), sourceLocation: location)
  }

  @Test(arguments: [false, true])
  func `a mirror is copied, compressed or not`(isCompressed: Bool) throws {
    try TemporaryDirectory.run { directory in
      let dataSet = try Self.dataSet(directory, .derived("so"))
      if isCompressed {
        var writer = try ZstdFileWriter(path: directory.file("mirror/tiny/a.csv.zst"))
        try writer.write(Self.contents["a.csv"] ?? "")
        try writer.finish()
        try FileManager.default.removeItem(atPath: directory.file("mirror/tiny/a.csv"))
      }
      let run = {
        try Fetch.run(dataSet, mirror: directory.file("mirror"), output: directory.file("out/"))
      }
      #expect(try run() == .fetched)
      try Self.expectWhole(directory)
      #expect(try run() == .alreadyThere)
      try directory.write("x", to: "out/a.csv")
      #expect(
        directory.message { _ = try run() }.hasPrefix("out/a.csv: found SHA-256 2d711642b726b04401627ca9"))
    }
  }

  @Test func `a digest that disagrees names file, found and expected, and leaves nothing`() throws {
    try TemporaryDirectory.run { directory in
      let dataSet = try Self.dataSet(directory, .derived("so"))
      try directory.write("abc", to: "mirror/tiny/deep/b.csv")
      let said = directory.message {
        _ = try Fetch.run(dataSet, mirror: directory.file("mirror"), output: directory.file("out"))
      }
      #expect(
        said == "mirror/tiny/deep/b.csv: found SHA-256 "
          + "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad; expected \(dataSet.files[1].sha256). "
          + "The copy is of another version or damaged.")
      #expect(try directory.names() == ["mirror"])
    }
  }

  @Test func `a mirror without the folder or without a file is an error`() throws {
    try TemporaryDirectory.run { directory in
      var dataSet = try Self.dataSet(directory, .derived("so"))
      let fetch: (DataSet, String?) -> String = { dataSet, mirror in
        directory.message { _ = try Fetch.run(dataSet, mirror: mirror, output: directory.file("out")) }
      }
      #expect(
        fetch(dataSet, directory.path)
          == "tiny: found no such folder; expected a copy of the data set. "
          + "Name the folder that holds 'tiny' with --mirror.")
      #expect(
        fetch(dataSet, nil)
          == "tiny: found no files to download: so; expected a local copy. "
          + "Pass --mirror with the folder that holds 'tiny'.")
      dataSet.files[0].path = "c.csv"
      #expect(
        fetch(dataSet, directory.file("mirror"))
          == "mirror/tiny/c.csv: found no such file; expected a file to read. Check the path.")
      #expect(try directory.names().filter { $0.hasPrefix("out") && $0 != "out.partial" } == [])
    }
  }

  @Test(
    .enabled(if: FileManager.default.fileExists(atPath: mirrorOfAll), "needs ../shared/datasets"),
    arguments: ["ucc-5g", "azure-llm"])
  func `real data sets are fetched from a mirror`(name: String) throws {
    try TemporaryDirectory.run { directory in
      let dataSet = try Catalog(path: packageRoot + "/Traces/catalog.yaml").dataSet(name)
      #expect(try Fetch.run(dataSet, mirror: mirrorOfAll, output: directory.file("out")) == .fetched)
      #expect(try Fetch.run(dataSet, mirror: nil, output: directory.file("out")) == .alreadyThere)
    }
  }
}

/// A copy of the real data sets, where somebody has put one beside the package.
let mirrorOfAll = packageRoot + "/../shared/datasets"
