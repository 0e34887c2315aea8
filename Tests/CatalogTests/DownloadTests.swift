import Foundation
import InputFiles
import TestSupport
import Testing

@testable import Catalog

/// Downloads from a small server of our own on this machine.
@Suite(.enabled(if: LoopbackServer.isPossible, "needs python3, curl and unzip"), .timeLimit(.minutes(1)))
struct DownloadTests {
  @Test func `files are downloaded`() throws {
    try TemporaryDirectory.run { directory in
      try LoopbackServer.run(directory, serving: "mirror/tiny") { server in
        let dataSet = try FetchTests.dataSet(directory, .files(at: server.address))
        #expect(try Fetch.run(dataSet, mirror: nil, output: directory.file("out")) == .fetched)
        try FetchTests.expectWhole(directory)
      }
    }
  }

  @Test func `a download that is cut goes on where it stopped`() throws {
    try TemporaryDirectory.run { directory in
      try LoopbackServer.run(directory, serving: "mirror") { server in
        let text = String(repeating: "0123456789", count: 30_000)
        let path = try directory.write(text, to: "mirror/cut.csv")
        var dataSet = try FetchTests.dataSet(directory, .files(at: server.address))
        dataSet.files = [DataSet.File(path: "cut.csv", sha256: try FileDigest.sha256(path))]
        #expect(try Fetch.run(dataSet, mirror: nil, output: directory.file("out")) == .fetched)
        #expect(try directory.bytes("out/cut.csv") == Data(text.utf8))
        #expect(try server.requests() == ["/cut.csv ", "/cut.csv bytes=150000-"])
      }
    }
  }

  @Test func `what an earlier run left is gone on with, and dropped when it does not fit`() throws {
    try TemporaryDirectory.run { directory in
      try LoopbackServer.run(directory, serving: "mirror/tiny") { server in
        let dataSet = try FetchTests.dataSet(directory, .files(at: server.address))
        let whole = try #require(FetchTests.contents["deep/b.csv"])
        try directory.write(FetchTests.contents["a.csv"] ?? "", to: "out.partial/a.csv")
        try directory.write(String(whole.prefix(1000)), to: "out.partial/deep/b.csv")
        #expect(try Fetch.run(dataSet, mirror: nil, output: directory.file("out")) == .fetched)
        try FetchTests.expectWhole(directory)
        #expect(try server.requests() == ["/deep/b.csv bytes=1000-"])

        try directory.write("another beginning", to: "again.partial/deep/b.csv")
        #expect(try Fetch.run(dataSet, mirror: nil, output: directory.file("again")) == .fetched)
        #expect(
          try server.requests().suffix(3) == ["/a.csv ", "/deep/b.csv bytes=17-", "/deep/b.csv "])
      }
    }
  }

  @Test func `a file that changed is an error and no folder`() throws {
    try TemporaryDirectory.run { directory in
      try LoopbackServer.run(directory, serving: "mirror/tiny") { server in
        let dataSet = try FetchTests.dataSet(directory, .files(at: server.address))
        try directory.write("abc", to: "mirror/tiny/a.csv")
        let said = directory.message {
          _ = try Fetch.run(dataSet, mirror: nil, output: directory.file("out"))
        }
        #expect(
          said == "\(server.address)/a.csv: found SHA-256 "
            + "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad; expected "
            + "\(dataSet.files[0].sha256). Its owners may have changed it: see https://example.org/tiny.")
        #expect(try !directory.names().contains("out"))
        #expect(try directory.names(in: "out.partial") == [".work"])
      }
    }
  }

  @Test func `a file that is gone, and a server that is gone, are one line`() throws {
    try TemporaryDirectory.run { directory in
      let address = try LoopbackServer.run(directory, serving: "mirror/tiny") { server in
        var dataSet = try FetchTests.dataSet(directory, .files(at: server.address))
        dataSet.files[0].path = "none.csv"
        let said = directory.message {
          _ = try Fetch.run(dataSet, mirror: nil, output: directory.file("out"))
        }
        #expect(
          said
            == "tiny: found HTTP status 404 at \(server.address)/none.csv; expected the file. Its owners may have "
            + "moved it (https://example.org/tiny), or pass --mirror with a local copy.")
        return server.address
      }
      let dataSet = try FetchTests.dataSet(directory, .files(at: address))
      let said = directory.message { _ = try Fetch.run(dataSet, mirror: nil, output: directory.file("out")) }
      #expect(said.hasPrefix("tiny: found no way to \(address)/a.csv (curl: (7) "), "\(said)")
      #expect(!said.contains("\n") && said.hasSuffix("or pass --mirror with a local copy."))
    }
  }

  @Test func `an archive is unpacked, whatever its top folder`() throws {
    try TemporaryDirectory.run { directory in
      try LoopbackServer.run(directory, serving: "mirror") { server in
        let dataSet = try FetchTests.dataSet(directory, .archive(at: server.address + "/tiny.zip"))
        let zip = Process()
        zip.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        zip.currentDirectoryURL = URL(fileURLWithPath: directory.file("mirror"))
        zip.arguments = ["python3", "-m", "zipfile", "-c", "tiny.zip", "tiny"]
        try zip.run()
        zip.waitUntilExit()
        #expect(try Fetch.run(dataSet, mirror: nil, output: directory.file("out")) == .fetched)
        try FetchTests.expectWhole(directory)
      }
    }
  }
}
