import Foundation
import TestSupport
import Testing
import TraceIO

@testable import Catalog

@Suite struct CatalogTests {
  static let digest = String(repeating: "a1", count: 32)
  static let entry = """
    offramp_catalog: 1
    data_sets:
      - name: tiny
        what: two files
        publisher: us
        page: https://example.org/tiny
        licence: CC0-1.0
        citation: nobody
        importer: ucc-5g
        folder: tiny-folder
        files_at: https://example.org/files
        files:
          - path: a.csv
            sha256: \(digest)

    """

  @Test func `the catalog names every importer but that of anybody's CSV, and no other`() throws {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().path
    let catalog = try Catalog(path: root + "/Traces/catalog.yaml")
    #expect(
      Set(catalog.dataSets.map(\.importer)) == Set(TraceImporters.all.map { $0.name }).subtracting(["csv"]))
  }

  @Test func `a catalog is read`() throws {
    try TemporaryDirectory.run { directory in
      let catalog = try Catalog(path: directory.write(Self.entry, to: "catalog.yaml"))
      #expect(
        catalog.dataSets == [
          DataSet(
            name: "tiny", what: "two files", publisher: "us", page: "https://example.org/tiny",
            licence: "CC0-1.0", citation: "nobody", importer: "ucc-5g", folder: "tiny-folder",
            source: .files(at: "https://example.org/files"),
            files: [DataSet.File(path: "a.csv", sha256: Self.digest)])
        ])
      #expect(
        catalog.table == """
          name  files  importer  licence  what
          tiny      1  ucc-5g    CC0-1.0  two files
          """)
    }
  }

  @Test(arguments: [
    ("what:", "whta:", "line 4: found unknown key 'whta' in data_sets[0]; expected 'what'."),
    (
      "folder: tiny-folder", "folder: ../x",
      "line 3: found '../x' at data_sets[0].folder; expected a plain name."
    ),
    (
      "citation: nobody", "citation: nobody\n    colour: red",
      "line 9: found unknown key 'colour' in data_sets[0]; "
        + "expected one of name, what, publisher, page, licence, citation, importer, folder, files_at, archive_at, "
        + "derived, digests, files."
    ),
    (
      "https://example.org/files", "http://example.org/files",
      "line 3: found 'http://example.org/files'; expected an address that begins with https://."
    ),
    (
      "files_at: https", "derived: because\n    files_at: https",
      "line 3: found none or several of files_at, archive_at, derived in data_sets[0]; expected one of them."
    ),
    (
      "a1a1", "A1a1",
      "line 13: found 'A1\(String(repeating: "a1", count: 29))…'; "
        + "expected 64 hexadecimal digits in lower case."
    ),
    (
      "path: a.csv", "path: a/../../b",
      "line 13: found the path 'a/../../b'; expected a relative path without hidden parts, '..', .zst and .partial."
    ),
    ("catalog: 1", "catalog: 2", "line 1: found catalog version 2; expected version 1."),
  ])
  func `a faulty catalog is an error with its line`(old: String, new: String, message: String) throws {
    try TemporaryDirectory.run { directory in
      let range = try #require(Self.entry.range(of: old))
      let text = Self.entry.replacingCharacters(in: range, with: new)
      let path = try directory.write(text, to: "c.yaml")
      #expect(directory.message { _ = try Catalog(path: path) } == "c.yaml: " + message)
    }
  }

  @Test(arguments: [
    ("\(digest)  a b/c.csv\n", nil as String?),
    (
      "\(digest) a.csv\n",
      "line 1: found '\(String(repeating: "a1", count: 30))…'; expected a digest, two spaces and a path."
    ),
    ("\(digest)  a\n\(digest)  a\n", "line 2: found the path 'a' twice; expected it once."),
    ("\n", "found no digest; expected one or more."),
  ])
  func `digest lists are those of sha256sum`(text: String, message: String?) throws {
    try TemporaryDirectory.run { directory in
      let path = try directory.write(text, to: "l")
      let said = directory.message { _ = try DigestList.read(path) }
      #expect(said == message.map { "l: " + $0 } ?? "no error")
    }
  }

  @Test(arguments: [
    ("https://a.org/b", true), ("http://127.0.0.1:8000/x", true), ("http://localhost/x", true),
    ("http://[::1]:80/x", true), ("http://localhost.evil.org/x", false),
    ("http://127.0.0.1@evil.org/", false),
    ("http://a.org/b", false), ("ftp://a.org", false), ("https://a b", false), ("-o", false),
  ])
  func `only HTTPS and this machine are allowed`(address: String, isAllowed: Bool) {
    #expect(WebAddress.isAllowed(address) == isAllowed)
  }

  @Test func `paths are escaped in addresses`() {
    #expect(
      WebAddress.joining("https://a.org/x/", "b c/[é]#.csv") == "https://a.org/x/b%20c/%5B%C3%A9%5D%23.csv")
  }

  @Test func `our own catalog is sound`() throws {
    let catalog = try Catalog(path: packageRoot + "/Traces/catalog.yaml")
    #expect(catalog.dataSets.map(\.files.count) == [64, 453, 91, 3, 7, 1, 1, 113, 3, 2])
    #expect(catalog.dataSets.allSatisfy { $0.page.hasPrefix("https://") })
  }
}

/// The root of the package.
let packageRoot = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
  .deletingLastPathComponent().path
