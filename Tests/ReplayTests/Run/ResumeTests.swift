import Foundation
import Simulation
import Testing
import TestSupport
import TraceIO

@testable import Replay

/// A run that was interrupted and gone on with is the run that nothing interrupted, byte for byte.
@Suite struct ResumeTests {
  /// A replay of `tiny` that ends itself after `slots` slots, by a checkpoint, or by an error without one.
  private func start(
    _ tiny: TinyScenario, in directory: TemporaryDirectory, stopping slots: Int?, _ options: ReplayOptions
  ) async throws {
    let scenario = try ScenarioReader.read(try tiny.write(to: directory, folder: "in"))
    var done = 0
    do {
      _ = try await Replay(scenario, options: options).run(isInterrupted: { done == slots }) {
        done = $0.slots
      }
    } catch let interruption as ReplayInterruption {
      #expect(interruption.slots == slots && interruption.total == tiny.slots)
    }
  }

  private func options(
    _ directory: TemporaryDirectory, resumes: Bool = true, hops: Bool = true, every slots: Int? = 0
  ) -> ReplayOptions {
    ReplayOptions(
      output: directory.file("run"), overwrites: false, resumes: resumes, checkpointSlots: slots,
      logsHops: hops, detail: .full, threads: 2, command: "offramp replay")
  }

  private func expectSame(_ one: FinishedRun, _ path: String) throws {
    let other = FinishedRun(path: path, summary: one.summary, warning: nil)
    #expect(try one.names() == other.names())
    for name in try one.names() where name != "timings.csv" {
      #expect(try one.bytes(name) == other.bytes(name), "\(name)")
    }
    let lines = try [one, other].map { try $0.text("timings.csv").split(separator: "\n").count }
    #expect(lines[0] == lines[1], "timings of every slot")
  }

  @Test(arguments: SimulationEngine.allCases, ["queue", "delay"])
  func `a run that is cut after every slot has the bytes of one that is not`(
    engine: SimulationEngine, linkModel: String
  ) async throws {
    try await TemporaryDirectory.run { directory in
      var tiny = TinyScenario()
      tiny.linkModel = linkModel
      tiny.engine = engine.rawValue
      tiny.controllers = ["{name: dto-ee}", "{name: uniform}", "{name: bandwidth-first}"]
      if linkModel == "delay" {
        tiny.speeds = (TinyScenario.changingSpeeds, "lose")
        (tiny.stageKeys, tiny.topKeys) = ("queue_limit: 3", "deadline_s: 0.6\ndeadline: drop")
        tiny.arrivalKeys = "drift: {period_s: 4, amplitude: 0.8}"
      }
      let straight = try await FinishedRun.of(tiny, in: directory, .init(output: "straight"))
      for slots in 1...tiny.slots {
        try await start(tiny, in: directory, stopping: slots, options(directory))
        #expect(try directory.names().contains("run") == (slots == tiny.slots))
      }
      try expectSame(straight, directory.file("run"))
      #expect(try directory.names() == ["in", "run", "straight"])
    }
  }

  @Test func `every controller goes on, with its own exits and what it knew of queues`() async throws {
    try await TemporaryDirectory.run { directory in
      var tiny = TinyScenario()
      tiny.controllers =
        EveryController.entries().filter { !$0.contains("optimum") && !$0.contains("clairvoyant") } + [
          "{name: least-delay, label: late-news, set: {information_delay_s: 0.3}}"
        ]
      let straight = try await FinishedRun.of(tiny, in: directory, .init(output: "straight"))
      for slots in [2, 5, 6] { try await start(tiny, in: directory, stopping: slots, options(directory)) }
      try expectSame(straight, directory.file("run"))
    }
  }

  @Test func `events and a trace that ends early are gone on with too`() async throws {
    try await TemporaryDirectory.run { directory in
      var tiny = TinyScenario()
      tiny.slots = 9
      tiny.controllers = ["{name: dto-ee}"]
      tiny.arrivals = "time_s,source\n" + (0..<120).map { "\(Double($0) / 20),\($0 * 7 % 4)\n" }.joined()
      let straight = try await FinishedRun.of(tiny, in: directory, .init(output: "straight"))
      for slots in [5, 7, 8] { try await start(tiny, in: directory, stopping: slots, options(directory)) }
      let scenario = try ScenarioReader.read(directory.file("in/scenario.yaml"))
      let result = try await Replay(scenario, options: options(directory)).run { _ in }
      #expect(result.warning == straight.warning && result.warning != nil)
      try expectSame(straight, directory.file("run"))
    }
  }

  @Test func `what a killed process wrote behind its checkpoint does not show`() async throws {
    try await TemporaryDirectory.run { directory in
      let tiny = TinyScenario()
      let straight = try await FinishedRun.of(tiny, in: directory, .init(output: "straight"))
      try await start(tiny, in: directory, stopping: 2, options(directory))
      let kept = directory.file("kept"), partial = directory.file("run.partial")
      try FileManager.default.copyItem(atPath: partial, toPath: kept)
      try await start(tiny, in: directory, stopping: 4, options(directory))
      // The checkpoint of slot 2 beside the files of slot 4, as when a process is killed before its next one.
      let checkpoint = "/checkpoint.zst"
      try FileManager.default.removeItem(atPath: partial + checkpoint)
      try FileManager.default.copyItem(atPath: kept + checkpoint, toPath: partial + checkpoint)
      try await start(tiny, in: directory, stopping: nil, options(directory))
      try expectSame(straight, directory.file("run"))
    }
  }

  @Test func `when checkpoints are taken does not show`() async throws {
    try await TemporaryDirectory.run { directory in
      let straight = try await FinishedRun.of(in: directory, .init(output: "straight"))
      try await start(
        TinyScenario(), in: directory, stopping: nil, options(directory, resumes: false, every: 1))
      try expectSame(straight, directory.file("run"))
    }
  }

  private func message(_ directory: TemporaryDirectory, _ options: ReplayOptions, _ tiny: TinyScenario) async
    -> String
  {
    do {
      try await start(tiny, in: directory, stopping: nil, options)
      return "no error"
    } catch { return directory.text(of: error) }
  }

  @Test func `a checkpoint of another run is refused in words, and stays`() async throws {
    try await TemporaryDirectory.run { directory in
      var tiny = TinyScenario()
      tiny.controllers = ["{name: uniform}"]
      try await start(tiny, in: directory, stopping: 2, options(directory))
      let straight = tiny
      #expect(
        await message(directory, options(directory, resumes: false), tiny)
          == "run.partial: found an interrupted run; expected none. "
          + "Pass --resume to go on with it, or --overwrite to begin anew.")
      tiny.seed = 2
      #expect(
        await message(directory, options(directory), tiny)
          == #"run.partial/checkpoint.zst: found an interrupted run with "seed": 1; expected "seed": 2. "#
          + "Give the same command and the same inputs, or pass --overwrite to begin anew.")
      tiny.seed = 1
      tiny.arrivals += "8,0,1\n"
      let said = await message(directory, options(directory), tiny)
      #expect(said.contains("arrivals.csv\", \"sha256\": "), "\(said)")
      var other = options(directory)
      other.command = "offramp replay --hop-log"
      #expect(
        await message(directory, other, straight).contains(#"expected "command": "offramp replay --hop-log""#)
      )
      try await start(straight, in: directory, stopping: nil, options(directory))
      #expect(try directory.names() == ["in", "run"])
    }
  }

  @Test func `a checkpoint of another build, a damaged one and what is none are refused`() async throws {
    try await TemporaryDirectory.run { directory in
      var tiny = TinyScenario()
      tiny.controllers = ["{name: uniform}"]
      try await start(tiny, in: directory, stopping: 2, options(directory))
      let path = directory.file("run.partial/checkpoint.zst"), url = URL(fileURLWithPath: path)
      let sound = try Data(contentsOf: url)
      let scenario = try ScenarioReader.read(directory.file("in/scenario.yaml"))
      let manifest = try Manifest(scenario, command: "offramp replay").json.indentedText
      try write("offramp_checkpoint 2\n0.0.9\nabc\n1\n{}\n", to: path)
      #expect(
        await message(directory, options(directory), tiny).contains(
          "found the checkpoint of offramp 0.0.9, build abc;"))
      try write("diary\n", to: path)
      #expect(
        await message(directory, options(directory), tiny).contains(
          "found something else; expected a checkpoint"))
      try Checkpoint.write([1, 2, 3], worldCount: 0, to: path, manifest: manifest) { _ in [] }
      #expect(
        await message(directory, options(directory), tiny).contains("found a state that cannot be read"))
      let places = Array(stride(from: 0, to: sound.count, by: max(1, sound.count / 40)))
      for place in places + Array(sound.count - 6..<sound.count) {  // the end of the frame: its checksum
        var damaged = sound
        damaged[place] ^= 0x55
        try damaged.write(to: url)
        let said = await message(directory, options(directory), tiny)
        #expect(said.hasPrefix("run.partial/checkpoint.zst: "), "byte \(place): \(said)")
      }
      try sound.write(to: url)
      try await start(tiny, in: directory, stopping: nil, options(directory))
    }
  }

  private func write(_ text: String, to path: String) throws {
    var file = try ZstdFileWriter(path: path)
    try file.write(text)
    try file.finish()
  }

  @Test func `a run whose process ended while it was renamed is tidied`() async throws {
    try await TemporaryDirectory.run { directory in
      var tiny = TinyScenario()
      tiny.controllers = ["{name: uniform}"]
      let straight = try await FinishedRun.of(tiny, in: directory, .init(output: "straight"))
      let scenario = try ScenarioReader.read(directory.file("in/scenario.yaml"))
      let manifest = try Manifest(scenario, command: "offramp replay").json.indentedText
      // All files whole, none renamed.
      let run = try RunDirectory(directory.file("run"), replacing: false, resuming: true)
      try FileManager.default.removeItem(atPath: run.partialPath + "/run")
      try FileManager.default.copyItem(atPath: straight.path, toPath: run.partialPath + "/run")
      try ReplayState.whole(totals: [straight.summary.rows[0].totals], warning: nil)
        .write(to: run.checkpointPath, manifest: manifest)
      try FileManager.default.copyItem(atPath: run.partialPath, toPath: directory.file("kept"))
      #expect(
        await message(directory, options(directory), tiny)
          == "run.partial: found another offramp at work there; expected a run directory of its own for each. "
          + "Wait for it, or choose another --output.")
      withExtendedLifetime(run) {}
      // Renamed, and the temporary directory not yet gone.
      try await renameAgain(directory, tiny, straight)
    }
  }

  private func renameAgain(
    _ directory: TemporaryDirectory, _ tiny: TinyScenario, _ straight: FinishedRun
  ) async throws {
    for isRenamed in [false, true] {
      try? FileManager.default.removeItem(atPath: directory.file("run"))
      try? FileManager.default.removeItem(atPath: directory.file("run.partial"))
      try FileManager.default.copyItem(atPath: directory.file("kept"), toPath: directory.file("run.partial"))
      if isRenamed {
        try FileManager.default.moveItem(
          atPath: directory.file("run.partial/run"), toPath: directory.file("run"))
      }
      try await start(tiny, in: directory, stopping: nil, options(directory))
      try expectSame(straight, directory.file("run"))
      #expect(try directory.names() == ["in", "kept", "run", "straight"])
    }
  }
}
