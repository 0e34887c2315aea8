import Foundation
import Testing
import TestSupport

@testable import Replay

@Suite struct RunDirectoryTests {
  /// The text of the error that a replay ends with.
  private func message(
    _ tiny: TinyScenario, in directory: TemporaryDirectory, _ options: FinishedRun.Options = .init()
  ) async -> String {
    do {
      _ = try await FinishedRun.of(tiny, in: directory, options)
      return "no error"
    } catch {
      return directory.text(of: error)
    }
  }

  private var oneController: TinyScenario {
    var tiny = TinyScenario()
    tiny.controllers = ["{name: uniform}"]
    return tiny
  }

  @Test func `a run is not replaced unless asked to`() async throws {
    try await TemporaryDirectory.run { directory in
      let first = try await FinishedRun.of(oneController, in: directory)
      let bytes = try first.bytes("summary.json")
      #expect(
        await message(oneController, in: directory)
          == "run: found something of that name already; expected a new directory. "
          + "Choose another --output, or pass --overwrite to replace a run.")
      #expect(try first.bytes("summary.json") == bytes)
      var other = oneController
      other.seed = 9
      let second = try await FinishedRun.of(other, in: directory, .init(overwrites: true, logsHops: false))
      #expect(try second.bytes("summary.json") != bytes)
      let names = try second.names()
      #expect(!names.contains("hops.csv.zst"), "nothing of the old run is left")
      #expect(try directory.names() == ["in", "run"])
    }
  }

  @Test func `what is no run is never overwritten`() async throws {
    try await TemporaryDirectory.run { directory in
      try directory.write("precious", to: "run/thesis.txt")
      #expect(
        await message(oneController, in: directory, .init(overwrites: true))
          == "run: found no manifest.json in it, so not a run; expected a run to overwrite. "
          + "Choose another --output.")
      try directory.write("precious", to: "file")
      #expect(
        await message(oneController, in: directory, .init(output: "file", overwrites: true))
          == "file: found no manifest.json in it, so not a run; expected a run to overwrite. "
          + "Choose another --output.")
      #expect(try directory.names(in: "run") == ["thesis.txt"])
      #expect(try directory.names() == ["file", "in", "run"])
    }
  }

  @Test func `a run that fails late leaves nothing behind`() async throws {
    try await TemporaryDirectory.run { directory in
      var tiny = oneController
      tiny.arrivals += "7,0,many\n"
      tiny.slots = 8
      let said = await message(tiny, in: directory)
      #expect(said == "in/arrivals.csv: line 58: found 'many' in column tasks; expected a number.")
      let names = try directory.names()
      #expect(names == ["in"])
    }
  }

  @Test func `a run that fails leaves the one it was to replace`() async throws {
    try await TemporaryDirectory.run { directory in
      let first = try await FinishedRun.of(oneController, in: directory)
      let bytes = try first.bytes("summary.json")
      var tiny = oneController
      tiny.arrivals += "6.5,0\n"
      let said = await message(tiny, in: directory, .init(overwrites: true))
      #expect(said == "in/arrivals.csv: line 58: found 2 fields; expected 3, as in the header.")
      #expect(try first.bytes("summary.json") == bytes)
      #expect(try directory.names() == ["in", "run"])
    }
  }

  @Test func `a slash at the end of the name means the same directory`() async throws {
    try await TemporaryDirectory.run { directory in
      let run = try await FinishedRun.of(oneController, in: directory, .init(output: "deep/run//"))
      #expect(try run.names().contains("summary.json"))
      #expect(try directory.names(in: "deep") == ["run"])
    }
  }

  @Test func `a place that cannot hold a directory is refused`() async throws {
    try await TemporaryDirectory.run { directory in
      try directory.write("", to: "file")
      let said = await message(oneController, in: directory, .init(output: "file/run"))
      #expect(
        said == "file/run: found a directory that cannot be written (ENOTDIR); "
          + "expected a place with room and permission. Choose another --output.")
    }
  }

  @Test func `what an interrupted run left is cleared away`() async throws {
    try await TemporaryDirectory.run { directory in
      try directory.write("half", to: "run.partial/decisions.jsonl.zst.partial")
      let run = try await FinishedRun.of(oneController, in: directory)
      let names = try run.names()
      #expect(names.allSatisfy { !$0.hasSuffix(".partial") })
      #expect(try directory.names() == ["in", "run"])
    }
  }
}
