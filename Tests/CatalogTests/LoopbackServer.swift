import Foundation
import Glibc
import TestSupport

/// A web server on this machine that serves a folder and keeps a list of what it was asked for.
struct LoopbackServer {
  /// Its address, without a slash at the end.
  let address: String
  private let log: String

  /// Whether the commands that the tests need are there.
  static var isPossible: Bool {
    let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
    return ["python3", "curl", "unzip"].allSatisfy { command in
      folders.contains { FileManager.default.isExecutableFile(atPath: "\($0)/\(command)") }
    }
  }

  /// Runs `body` while a server serves the folder `folder` of `directory`.
  static func run<Result>(
    _ directory: TemporaryDirectory, serving folder: String, _ body: (LoopbackServer) throws -> Result
  ) throws -> Result {
    let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent().path + "/range_server.py"
    let log = try directory.write("", to: "requests")
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["python3", script, directory.file(folder), log]
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    defer {
      // Not terminate(): children of a test run may have SIGTERM blocked.
      kill(process.processIdentifier, SIGKILL)
      process.waitUntilExit()
    }
    let port = String(decoding: pipe.fileHandleForReading.availableData, as: UTF8.self)
    return try body(
      LoopbackServer(address: "http://127.0.0.1:" + port.filter(\.isNumber), log: log))
  }

  /// The path and the range of every request so far.
  func requests() throws -> [String] {
    try String(contentsOfFile: log, encoding: .utf8).split(separator: "\n").map(String.init)
  }
}
