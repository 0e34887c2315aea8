import EdgeModel
import Foundation
import Simulation
import Testing
import TestSupport
import TraceIO

@testable import Replay

@Suite struct ArrivalStreamTests {
  /// Ten samples, of which tasks get one each.
  private static let profile = ExitProfile(stages: [
    .init(confidence: nil, isCorrect: [Bool](repeating: true, count: 10))
  ])

  /// What a test may say about arrivals.
  private struct Setup {
    var devices = 4
    var seed: UInt64 = 1
    var bind = "identity"
    var scale = 1.0
    var interval: Double?
    var slot = 1.0
    var slots = 10
  }

  /// All tasks of the trace `text`, slot by slot.
  private func slots(_ text: String, _ setup: Setup = Setup()) throws -> [[TaskArrival]] {
    try TemporaryDirectory.run { directory in
      var stream = try stream(text, setup, directory), slots: [[TaskArrival]] = []
      for slot in 0..<setup.slots {
        slots.append(try stream.tasks(before: SimulationTime(seconds: Double(slot + 1) * setup.slot)))
      }
      return slots
    }
  }

  private func stream(
    _ text: String, _ setup: Setup, _ directory: TemporaryDirectory, isCompressed: Bool = false
  ) throws -> ArrivalStream {
    var scenario = try ScenarioReader.read(
      try directory.write(ScenarioReaderTests.least, to: "s.yaml"))
    scenario.devices = setup.devices
    scenario.seed = setup.seed
    scenario.arrivals = Scenario.Arrivals(
      file: isCompressed ? try compressed(text, directory) : try directory.write(text, to: "a.csv"),
      binding: try #require(SourceBinding(rawValue: setup.bind)),
      scale: setup.scale, intervalSeconds: setup.interval, nominalPerSecond: 1)
    return try ArrivalStream(scenario, profile: Self.profile)
  }

  private func compressed(_ text: String, _ directory: TemporaryDirectory) throws -> String {
    let path = directory.file("a.csv.zst")
    var file = try ZstdFileWriter(path: path)
    for line in text.split(separator: "\n") { try file.write("\(line)\n") }
    try file.finish()
    return path
  }

  private func message(_ text: String, _ setup: Setup = Setup()) throws -> String {
    try TemporaryDirectory.run { directory in
      directory.message {
        var stream = try stream(text, setup, directory)
        _ = try stream.tasks(before: SimulationTime(seconds: 100))
      }
    }
  }

  private func counts(_ tasks: Double = 3, sources: Int = 4, step: Double = 1, rows: Int = 10) -> String {
    "time_s,source,tasks\n"
      + (0..<rows).flatMap { row in
        (0..<sources).map { "\(Double(row) * step),\($0),\(tasks)\n" }
      }.joined()
  }

  @Test func `events arrive when and where they are written`() throws {
    let slots = try slots("time_s,source\n0,2\n0.25,0\n0.25,2\n2.5,1\n")
    #expect(slots.prefix(3).map(\.count) == [3, 0, 1])
    let tasks = slots.flatMap { $0 }
    #expect(tasks.map(\.time.seconds) == [0, 0.25, 0.25, 2.5])
    #expect(tasks.map(\.device) == [2, 0, 2, 1])
  }

  @Test(arguments: UInt64(1)...3)
  func `a share of events is what trace scale keeps with the same seed`(seed: UInt64) throws {
    try TemporaryDirectory.run { directory in
      let text = "time_s,source\n" + (0..<300).map { "\(Double($0) / 100),\($0 * $0 % 4)\n" }.joined()
      var scale = TraceScale()
      (scale.rate, scale.seed) = (0.4, seed)
      _ = try scale.copy(try directory.write(text, to: "t.csv"), to: directory.file("kept.csv"))
      let kept = try String(contentsOfFile: directory.file("kept.csv"), encoding: .utf8)
      let tasks = try slots(text, Setup(seed: seed, scale: 0.4)).flatMap { $0 }
      #expect(try slots(kept, Setup(seed: seed)).flatMap { $0 } == tasks && tasks.count > 50)
    }
  }

  @Test func `tasks are numbered by time and source, whatever the order of rows`() throws {
    let tasks = try slots("time_s,source\n1,3\n1,0\n1,2\n").flatMap { $0 }
    #expect(tasks.map(\.task) == [0, 1, 2])
    #expect(tasks.map(\.device) == [0, 2, 3])
  }

  @Test func `counts arrive inside their intervals`() throws {
    let slots = try slots("time_s,source,tasks\n0,0,40\n2,0,0\n4,0,40\n", Setup(interval: 2, slots: 8))
    let counts = slots.map(\.count)
    #expect(counts[0] > 5 && counts[1] > 5 && counts[4] > 5 && counts[5] > 5, "\(counts)")
    #expect(counts[2] == 0 && counts[3] == 0 && counts[6] == 0 && counts[7] == 0, "\(counts)")
  }

  /// Eight rows of one time after the other, twice as much text as a frame takes.
  @Test(arguments: ["tasks", "none"], ["", "device "])
  func `a stream goes on where another stood, in whichever frame`(values: String, name: String) throws {
    let filling = String(repeating: "x", count: 1000)
    let rows = (0..<8000).map { row in
      "\(Double(row / 8) / 10),\(name)\(row % 8),\(values == "tasks" ? "0.5" : ""),\(filling)\n"
    }
    let text = "time_s,source,\(values),filling\n" + rows.joined()
    let setup = Setup(devices: 8, bind: name.isEmpty ? "identity" : "hash", interval: 0.1)
    func end(_ slot: Int) -> SimulationTime { SimulationTime(seconds: Double(slot + 1)) }
    try TemporaryDirectory.run { directory in
      var whole = try stream(text, setup, directory, isCompressed: true)
      var states: [ArrivalStream.State] = [], slots: [[TaskArrival]] = []
      for slot in 0..<100 {
        states.append(whole.state)
        slots.append(try whole.tasks(before: end(slot)))
      }
      for slot in [0, 1, 37, 50, 63, 99] {
        var other = try stream(text, setup, directory, isCompressed: true)
        try other.restore(states[slot])
        for next in slot..<100 { #expect(try other.tasks(before: end(next)) == slots[next]) }
        #expect(try other.tasks(before: end(100)).isEmpty && other.traceEnd == whole.traceEnd)
      }
    }
  }

  @Test func `a gap between counts is empty`() throws {
    let counts = try slots("time_s,source,tasks\n0,0,30\n1,0,30\n7,0,30\n").map(\.count)
    #expect(counts[2...6].allSatisfy { $0 == 0 }, "\(counts)")
    #expect(counts[0] > 10 && counts[1] > 10 && counts[7] > 10 && counts[8] == 0, "\(counts)")
  }

  @Test func `fractional counts are rates`() throws {
    let total = try slots(counts(0.4, rows: 500), Setup(slots: 500)).flatMap { $0 }.count
    #expect(abs(total - 800) < 4 * 29, "800 expected, \(total) came")
  }

  @Test(arguments: UInt64(1)..<6, [0.3, 0.7, 2.5, 10])
  func `the same tasks come whatever the length of the slots`(seed: UInt64, slot: Double) throws {
    let text = counts(2.5)
    let setup = Setup(seed: seed, slot: slot, slots: Int((10 / slot).rounded(.up)))
    let whole = try slots(text, Setup(seed: seed)).flatMap { $0 }
    let other = try slots(text, setup)
    #expect(other.flatMap { $0 } == whole, "seed \(seed)")
    for (index, tasks) in other.enumerated() {
      let range = Double(index) * slot..<Double(index + 1) * slot
      #expect(tasks.allSatisfy { range.contains($0.time.seconds) }, "seed \(seed), slot \(index)")
    }
  }

  @Test func `what a later row says changes no earlier task`() throws {
    let text = counts(2), changed = counts(2, rows: 5) + "5,0,90\n6,3,0\n9,1,50\n"
    let before = try slots(text), after = try slots(changed)
    #expect(before[..<5] == after[..<5])
    #expect(before[5...] != after[5...])
  }

  @Test func `scale multiplies counts`() throws {
    let half = try slots(counts(10, rows: 100), Setup(scale: 0.5, slots: 100)).flatMap { $0 }.count
    #expect(abs(half - 2000) < 4 * 45, "2000 expected, \(half) came")
  }

  @Test func `scale thins events, the same ones whatever the slots`() throws {
    let text = "time_s,source\n" + (0..<2000).map { "\(Double($0) / 200),\($0 % 4)\n" }.joined()
    let all = try slots(text).flatMap { $0 }, kept = try slots(text, Setup(scale: 0.25)).flatMap { $0 }
    #expect(all.count == 2000)
    #expect(abs(kept.count - 500) < 4 * 20, "500 expected, \(kept.count) came")
    #expect(Set(kept.map(\.time)).isSubset(of: all.map(\.time)))
    #expect(try slots(text, Setup(scale: 0.25, slot: 0.3, slots: 34)).flatMap { $0 } == kept)
  }

  @Test func `samples are drawn evenly and by the number of the task alone`() throws {
    let tasks = try slots(counts(40, rows: 20), Setup(slots: 20)).flatMap { $0 }
    let share = (0..<10).map { sample in tasks.count { $0.sample == sample } }
    let expected = Double(tasks.count) / 10
    #expect(share.allSatisfy { abs(Double($0) - expected) < 4 * expected.squareRoot() }, "\(share)")
    let events = try slots("time_s,source\n" + (0..<50).map { "\($0),0\n" }.joined(), Setup(slots: 50))
    #expect(events.flatMap { $0 }.map(\.sample) == tasks.prefix(50).map(\.sample))
  }

  @Test func `round-robin wraps sources around the devices`() throws {
    let text = "time_s,source\n" + (0..<9).map { "\($0),\($0)\n" }.joined()
    let tasks = try slots(text, Setup(bind: "round-robin")).flatMap { $0 }
    #expect(tasks.map(\.device) == [0, 1, 2, 3, 0, 1, 2, 3, 0])
  }

  @Test func `hash gives every source one device, spread by the seed`() throws {
    let text = "time_s,source\n" + (0..<80).map { "\(Double($0) / 10),\($0 % 40)\n" }.joined()
    func devices(_ seed: UInt64) throws -> [Int] {
      try slots(text, Setup(seed: seed, bind: "hash")).flatMap { $0 }.map(\.device)
    }
    let first = try devices(1)
    #expect(try devices(1) == first)
    #expect(Array(first[..<40]) == Array(first[40...]), "a source keeps its device")
    #expect(Set(first) == [0, 1, 2, 3])
    #expect(try devices(2) != first)
  }

  @Test func `the end of the trace is known once it has been read`() throws {
    try TemporaryDirectory.run { directory in
      var stream = try stream(counts(rows: 3), Setup(), directory)
      _ = try stream.tasks(before: SimulationTime(seconds: 2))
      #expect(stream.traceEnd == nil)
      _ = try stream.tasks(before: SimulationTime(seconds: 5))
      #expect(stream.traceEnd == 3_000_000_000)
    }
  }

  @Test func `more sources than devices are refused`() throws {
    #expect(
      try message("time_s,source\n0,0\n1,4\n") == """
        a.csv: found source 4, more sources than the 4 devices of the scenario; expected sources below 4. \
        Raise devices, or bind round-robin or hash.
        """)
    #expect(
      try message("time_s,source\n0,a\n1,b\n2,c\n3,d\n4,eve\n") == """
        a.csv: found source eve, more sources than the 4 devices of the scenario; expected sources below 4. \
        Raise devices, or bind round-robin or hash.
        """)
  }

  @Test(arguments: [
    (
      "time_s,source,tasks\n0,0,1\n0,1,1\n", nil as Double?, 1.0,
      "a.csv: found a single time; expected two, to tell the interval of a count. "
        + "Give arrivals.interval_s in the scenario."
    ),
    (
      "time_s,source,tasks\n0,0,1\n1,0,1\n", 2, 1,
      "a.csv: found a count of source 0 at 1 s, before its last interval ends at 2 s; expected "
        + "intervals that "
        + "do not overlap. Add up rows of one time and source, or correct arrivals.interval_s in the "
        + "scenario."
    ),
    (
      "time_s,source,tasks\n0,b,1\n0,b,1\n1,b,1\n", nil, 1,
      "a.csv: found a count of source b at 0 s, before its last interval ends at 1 s; expected "
        + "intervals that "
        + "do not overlap. Add up rows of one time and source, or correct arrivals.interval_s in the "
        + "scenario."
    ),
    (
      "time_s,source\n0,0\n", nil, 1.5,
      "s.yaml: found arrivals.scale 1.5 on a trace of events; expected a share to keep, from 0 to 1. "
        + "Import the trace with --copies to have more arrivals."
    ),
    (
      "time_s,source,tasks\n1,0,1\n0,0,1\n", 1, 1,
      "a.csv: line 3: found time 0 s after 1 s on the row above; expected times in order. "
        + "Sort the rows by time_s."
    ),
    (
      "time_s,source,tasks\n0,0,-1\n", 1, 1,
      "a.csv: line 2: found '-1' in column tasks; expected 0 or more. Correct or drop the row."
    ),
    (
      "time_s,link,bits_per_s\n0,0,1\n", nil, 1,
      "a.csv: line 1: found a trace of bandwidth; expected arrival counts or arrival events. "
        + "Check which file was named where."
    ),
  ])
  func `a trace that cannot be is refused`(
    text: String, interval: Double?, scale: Double, expected: String
  ) throws {
    let said = try message(text, Setup(scale: scale, interval: interval))
    #expect(said == expected)
  }
}
