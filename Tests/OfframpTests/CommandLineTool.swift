import Foundation
import Testing

/// Runs the built `offramp` binary in a directory of its own and keeps what it said.
struct CommandLineTool {
  /// What a run left behind.
  struct Outcome: CustomStringConvertible {
    var arguments: [String]
    var directory: String
    var status: Int32
    var stdout: String
    var stderr: String

    var description: String {
      """
      offramp \(arguments.joined(separator: " "))
      directory: \(directory)
      status: \(status)
      stdout: \(stdout)
      stderr: \(stderr)
      """
    }
  }

  /// The directory in which the tool runs.
  let directory: String

  /// Runs `body` with a tool in a fresh directory and removes it afterwards.
  static func run<Result>(_ body: (CommandLineTool) throws -> Result) throws -> Result {
    let directory = NSTemporaryDirectory() + "offramp-command-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: directory) }
    return try body(CommandLineTool(directory: directory))
  }

  /// Runs `offramp` with `arguments` and waits for its end.
  func callAsFunction(_ arguments: String...) throws -> Outcome { try run(arguments) }

  /// Runs `offramp` with `arguments` and waits for its end.
  ///
  /// - Parameters:
  ///   - closingStdout: Give it a pipe for stdout that nobody reads.
  ///   - mebibytes: How much memory of its own it may take; beyond, it crashes.
  ///   - blocksPerFile: How many blocks of 512 bytes a file may have; beyond, writing fails.
  func run(
    _ arguments: [String], closingStdout: Bool = false, mebibytes: Int? = nil, blocksPerFile: Int? = nil
  ) throws -> Outcome {
    let limits = [
      mebibytes.map { "ulimit -d \($0 * 1024)" }, blocksPerFile.map { "trap '' XFSZ && ulimit -f \($0)" },
    ].compactMap(\.self)
    let process = try started(arguments, closingStdout: closingStdout, limits: limits)
    process.waitUntilExit()
    let said = try [".stdout", ".stderr"].map { try String(decoding: bytes($0), as: UTF8.self) }
    return Outcome(
      arguments: arguments, directory: directory, status: process.terminationStatus, stdout: said[0],
      stderr: said[1])
  }

  /// A run under way.
  struct Running {
    fileprivate let process: Process

    /// How a process ended.
    enum End: Equatable { case status(Int32), signal(Int32) }

    /// Sends a signal, waits for the end of the process, and says how it ended.
    @discardableResult
    func terminate(by signal: Int32) -> End {
      kill(process.processIdentifier, signal)
      process.waitUntilExit()
      let code = process.terminationStatus
      return process.terminationReason == .uncaughtSignal ? .signal(code) : .status(code)
    }
  }

  /// Runs `offramp` with `arguments` without waiting; what it says is in `.stdout` and `.stderr`.
  func start(_ arguments: [String]) throws -> Running {
    Running(process: try started(arguments, closingStdout: false, limits: []))
  }

  /// What a terminal of `columns` columns would show of `offramp` with `arguments`; nil where `script` is not installed.
  func onTerminal(columns: Int, _ arguments: [String]) throws -> String? {
    let script = "/usr/bin/script"
    guard FileManager.default.isExecutableFile(atPath: script) else { return nil }
    let process = Process(), stream = try stream(".terminal")
    process.executableURL = URL(fileURLWithPath: script)
    let words = ([try Self.binary().path] + arguments).joined(separator: " ")
    process.arguments = ["-qec", "stty cols \(columns); exec \(words)", "/dev/null"]
    process.currentDirectoryURL = URL(fileURLWithPath: directory)
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = stream
    process.standardError = stream
    try process.run()
    process.waitUntilExit()
    return try String(decoding: bytes(".terminal"), as: UTF8.self)
  }

  private func started(_ arguments: [String], closingStdout: Bool, limits: [String]) throws -> Process {
    let process = Process()
    process.executableURL = try Self.binary()
    process.arguments = arguments
    if !limits.isEmpty {
      let script = (limits + ["exec \"$0\" \"$@\""]).joined(separator: " && ")
      process.arguments = ["-c", script, try Self.binary().path] + arguments
      process.executableURL = URL(fileURLWithPath: "/bin/sh")
    }
    process.currentDirectoryURL = URL(fileURLWithPath: directory)
    var environment = ProcessInfo.processInfo.environment
    environment["COLUMNS"] = "110"
    process.environment = environment
    // Files, not pipes: a pipe that nobody empties stops a tool that says much.
    let streams = try ["stdout", "stderr"].map { try stream("." + $0) }
    process.standardInput = FileHandle.nullDevice
    let pipe = Pipe()
    if closingStdout { try pipe.fileHandleForReading.close() }
    process.standardOutput = closingStdout ? pipe.fileHandleForWriting : streams[0]
    process.standardError = streams[1]
    try process.run()
    return process
  }

  /// The bytes of a file in the directory.
  func bytes(_ name: String) throws -> Data {
    try Data(contentsOf: URL(fileURLWithPath: directory + "/" + name))
  }

  /// Writes a file in the directory.
  func write(_ text: String, to name: String) throws {
    try Data(text.utf8).write(to: URL(fileURLWithPath: directory + "/" + name))
  }

  /// Writes a file in the directory.
  func write(_ bytes: [UInt8], to name: String) throws {
    try Data(bytes).write(to: URL(fileURLWithPath: directory + "/" + name))
  }

  /// Makes a folder in the directory, and those it lies in.
  func makeFolder(_ name: String) throws {
    try FileManager.default.createDirectory(atPath: directory + "/" + name, withIntermediateDirectories: true)
  }

  /// The names of the files in the directory that are not hidden.
  func names() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: directory).filter { !$0.hasPrefix(".") }.sorted()
  }

  private func stream(_ name: String) throws -> FileHandle {
    try write("", to: name)
    return try FileHandle(forWritingTo: URL(fileURLWithPath: directory + "/" + name))
  }

  /// The binary, which the build puts beside the test bundle.
  static func binary() throws -> URL {
    let start = URL(fileURLWithPath: CommandLine.arguments[0]).resolvingSymlinksInPath()
    let places = [
      start.deletingLastPathComponent(), Bundle.main.bundleURL,
      Bundle.main.bundleURL.deletingLastPathComponent(),
    ]
    let candidates = places.map { $0.appendingPathComponent("offramp") }
    return try #require(
      candidates.first { FileManager.default.isExecutableFile(atPath: $0.path) },
      "no offramp binary at \(candidates.map(\.path))")
  }
}

/// The root of the package.
let packageRoot = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
  .deletingLastPathComponent().path
