import Controllers
import EdgeModel
import Foundation
import Testing
import TestSupport

@testable import Replay

@Suite struct ScenarioReaderTests {
  /// The least a scenario may say.
  static let least = """
    offramp_scenario: 1
    name: least
    seed: 7
    slots: 3
    exit_profile: {file: p.csv, thresholds: {from: 0.2, to: 1.0, step: 0.02}}
    devices: 2
    stages:
      - {work_flop: 1.0e+9, input_bytes: 1000, link: {bits_per_s: 1.0e+6}, servers: [{board: b, count: 2, flop_per_s: 1.0e+9}]}
      - {work_flop: 2.0e+9, input_bytes: 2000, link: {trace: l.csv}, servers: [{board: c, count: 1, flop_per_s: 3.0e+9}]}
    arrivals: {trace: a.csv, nominal_per_s: 4}
    controllers: [{name: uniform}]

    """

  @Test func `what is left out is filled in`() throws {
    try TemporaryDirectory.run { directory in
      let path = try directory.write(Self.least, to: "s.yaml")
      let scenario = try ScenarioReader.read(path)
      #expect([scenario.path, scenario.name, scenario.notice] == [path, "least", ""])
      let counts: [Int] = [Int(scenario.seed), scenario.slots, scenario.devices]
      #expect(counts == [7, 3, 2])
      #expect(scenario.slotSeconds == 5)
      #expect(
        scenario.cost == CostModel(kappaSeconds: 0.5, queue: MD1Queue(knee: 0.95), linkModel: .delay))
      #expect(scenario.profile.file == directory.file("p.csv"), "names are relative to the scenario")
      let first = scenario.stages[0], second = scenario.stages[1]
      #expect(first.name == "stages[0]")
      #expect(first.propagationSeconds == 0 && first.degree == nil)
      guard case .constant(1e6) = first.bandwidth else { return #expect(Bool(false), "\(first.bandwidth)") }
      guard case .trace(directory.file("l.csv"), .hash, 1) = second.bandwidth else {
        return #expect(Bool(false), "\(second.bandwidth)")
      }
      let arrivals = scenario.arrivals
      #expect(arrivals.file == directory.file("a.csv") && arrivals.binding == .identity)
      #expect(arrivals.intervalSeconds == nil)
      #expect(arrivals.scale == 1)
      #expect(arrivals.nominalPerSecond == 4)
      #expect(scenario.controllers.map(\.label) == ["uniform"])
      #expect(scenario.controllers[0].settings == ControllerSettings())
    }
  }

  @Test func `what is said is taken`() throws {
    try TemporaryDirectory.run { directory in
      var tiny = TinyScenario()
      tiny.controllers = ["{name: dto-ee, label: my.run-1_b, set: {rounds: 3, step_size: 0.5, start: speed}}"]
      let scenario = try ScenarioReader.read(try tiny.write(to: directory))
      #expect([scenario.name, scenario.notice] == ["tiny", "made by a test"])
      #expect(scenario.cost.linkModel == .queue)
      #expect(scenario.slotSeconds == 1)
      #expect(scenario.arrivals.intervalSeconds == 0.5)
      #expect(scenario.stages.map(\.name) == ["first", "second", "third"])
      #expect(scenario.stages.map(\.propagationSeconds) == [0.002, 0.001, 0.001])
      #expect(scenario.stages[0].servers.map(\.count) == [2, 1])
      #expect(scenario.stages[0].servers.map(\.flopPerSecond) == [1e9, 3e9])
      let entry = scenario.controllers[0]
      #expect(entry.name == "dto-ee" && entry.label == "my.run-1_b")
      #expect(entry.settings.rounds == 3)
      #expect(entry.settings.stepSize == 0.5)
      #expect(entry.settings.start == .speed)
      #expect(entry.settings.stepRule == .fixed, "what is not set stays as the controller starts")
    }
  }

  @Test func `a forecast is the last value unless something is set`() throws {
    func forecast(_ text: String) throws -> Scenario.Forecast {
      try TemporaryDirectory.run { directory in
        let line = text.isEmpty ? "" : "forecast: \(text)\n"
        return try ScenarioReader.read(try directory.write(Self.least + line, to: "s.yaml")).forecast
      }
    }
    #expect(try forecast("") == .init() && forecast("last") == .init())
    #expect(try forecast("{ewma: 1}") == .init(meanWeight: 1))
    #expect(try forecast("{link_quantile: 0}") == .init(linkQuantile: .init(share: 0, slots: 12)))
    #expect(
      try forecast("{ewma: 0.3, link_quantile: 0.25, link_slots: 6}")
        == .init(meanWeight: 0.3, linkQuantile: .init(share: 0.25, slots: 6)))
  }

  @Test func `thresholds are in thousandths and end where they should`() throws {
    try TemporaryDirectory.run { directory in
      let scenario = try ScenarioReader.read(try directory.write(Self.least, to: "s.yaml"))
      let expected: [Double] = (0...40).map { Double(200 + 20 * $0) / 1000 }
      #expect(scenario.profile.thresholds == expected)
    }
  }

  @Test func `the same controller may run twice under two labels`() throws {
    try TemporaryDirectory.run { directory in
      var tiny = TinyScenario()
      tiny.controllers = ["{name: uniform}", "{name: uniform, label: other, set: {threshold: 0.9}}"]
      let scenario = try ScenarioReader.read(try tiny.write(to: directory))
      #expect(scenario.controllers.map(\.label) == ["uniform", "other"])
      #expect(scenario.controllers.map(\.settings.threshold) == [nil, 0.9])
    }
  }

  @Test func `aliases stand for what they name`() throws {
    try TemporaryDirectory.run { directory in
      let text = Self.least.replacingOccurrences(of: "seed: 7", with: "seed: &s 9")
        .replacingOccurrences(of: "slots: 3", with: "slots: *s")
      let scenario = try ScenarioReader.read(try directory.write(text, to: "s.yaml"))
      #expect(scenario.seed == 9)
      #expect(scenario.slots == 9)
    }
  }

  @Test func `the committed demo scenario reads`() throws {
    let scenario = try ScenarioReader.read(packageRoot + "/Configs/demo.yaml")
    #expect(scenario.devices == 50)
    #expect(scenario.slots == 60)
    #expect(scenario.slotSeconds == 5)
    let servers = scenario.stages.map { stage in stage.servers.map(\.count).reduce(0, +) }
    #expect(servers == [8, 8, 4])
    #expect(scenario.notice.contains("SYNTHETIC"))
    for file in ReplayInputs.files(of: scenario) { #expect(exists(file), "\(file)") }
  }
}
