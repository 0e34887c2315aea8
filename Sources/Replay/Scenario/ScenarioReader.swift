package import TraceIO
import Controllers
import EdgeModel
import InputFiles
import Simulation
import Yams

/// Reads a scenario from its YAML file. Every key is named here once; one that is not is an error.
package struct ScenarioReader {
  private let path: String
  private let directory: String

  /// The most devices, and servers of one board: a larger number is a mistake, and would only end in a lack of memory.
  private static let mostNodes = 1_000_000
  /// Likewise the longest queue.
  private static let longestQueue = 100_000_000

  private init(path: String) {
    self.path = path
    directory = path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
  }

  /// The scenario in the file at `path`; file names in it are relative to its directory.
  ///
  /// - Throws: `InputError` with the line of the first fault.
  package static func read(_ path: String) throws(InputError) -> Scenario {
    var top = try StrictMapping(file: path, content: "scenario")
    let scenario = try ScenarioReader(path: path).scenario(&top)
    try top.finish()
    return scenario
  }

  private func scenario(_ top: inout StrictMapping) throws(InputError) -> Scenario {
    let version = try top.count("offramp_scenario")
    guard version == 1 else {
      throw top.error(1, found: "scenario version \(version)", expected: "version 1")
    }
    let profile = try profile(&top)
    return Scenario(
      path: path, name: try top.text("name"), notice: try top.text("notice", default: ""),
      seed: UInt64(try top.count("seed", from: 0)), slotSeconds: try slotSeconds(&top),
      slots: try top.count("slots"), fromNanoseconds: try fromNanoseconds(&top) ?? 0, cost: try cost(&top),
      deadline: try deadline(&top),
      engine: try top.choice("engine", default: SimulationEngine.layers), profile: profile,
      devices: try top.count("devices", to: Self.mostNodes), stages: try stages(&top),
      arrivals: try arrivals(&top), forecast: try forecast(&top),
      controllers: try controllers(&top))
  }

  /// Bounded so that every instant is a whole number of nanoseconds, and no slot is empty.
  private func slotSeconds(_ top: inout StrictMapping) throws(InputError) -> Double {
    try top.number("slot_s", default: 5, "a number from 0.001 to 86400") { (0.001...86_400).contains($0) }
  }

  /// nil where nothing is said.
  private func fromNanoseconds(_ section: inout StrictMapping) throws(InputError) -> Int64? {
    let latest = Double(TraceTime.latestNanoseconds), unsaid = -1.0
    let seconds = try section.number(
      "from_s", default: unsaid, "seconds from 0 to \(TraceTime.seconds(Int64(latest)))"
    ) {
      $0 >= 0 && ($0 * 1e9).rounded() <= latest
    }
    return seconds == unsaid ? nil : Int64((seconds * 1e9).rounded())
  }

  /// A file named in the scenario: beside it, unless the name is absolute.
  func located(_ file: String) -> String { file.hasPrefix("/") ? file : directory + file }

  private func cost(_ top: inout StrictMapping) throws(InputError) -> CostModel {
    let kappa = try top.number("kappa_s", default: 0.5, "a number that is not negative") { $0 >= 0 }
    let knee = try top.number("utilisation_knee", default: 0.95, "a number between 0 and 1") {
      $0 > 0 && $0 < 1
    }
    let model = try top.choice("link_model", default: LinkModel.delay)
    return CostModel(kappaSeconds: kappa, queue: MD1Queue(knee: knee), linkModel: model)
  }

  private func profile(_ top: inout StrictMapping) throws(InputError) -> Scenario.Profile {
    var section = try top.mapping("exit_profile")
    let file = located(try section.text("file"))
    var grid = try section.mapping("thresholds")
    let from = try grid.number("from", "a confidence from 0 to 1") { (0...1).contains($0) }
    let to = try grid.number("to", "a confidence from \(from) to 1") { (from...1).contains($0) }
    let step = try grid.number("step", "a number from 0.001 to 1") { (0.001...1).contains($0) }
    try grid.finish()
    try section.finish()
    let levels = Int(((to - from) / step + 1e-9).rounded(.down)) + 1
    // In thousandths, so that 0.2 + 41 steps of 0.02 prints as 1.0 and not as 1.0000000000000002.
    return Scenario.Profile(
      file: file, thresholds: (0..<levels).map { ((from + Double($0) * step) * 1000).rounded() / 1000 })
  }

  private func stages(_ top: inout StrictMapping) throws(InputError) -> [Scenario.Stage] {
    var stages: [Scenario.Stage] = []
    for var section in try top.mappings("stages") {
      stages.append(try stage(&section))
      try section.finish()
    }
    return stages
  }

  private func stage(_ section: inout StrictMapping) throws(InputError) -> Scenario.Stage {
    let name = try section.text("name", default: section.name)
    let work = try section.number("work_flop"), bytes = try section.number("input_bytes")
    var link = try section.mapping("link")
    let propagation = try link.number("propagation_s", default: 0, "a number from 0 to 3600") {
      (0...3600).contains($0)
    }
    let degree = try link.count("degree", default: 0, from: 0)
    let bandwidth = try bandwidth(&link)
    try link.finish()
    let limit = try section.count("queue_limit", default: 0, from: 1, to: Self.longestQueue)
    var servers: [Scenario.Board] = []
    for var board in try section.mappings("servers") {
      servers.append(
        Scenario.Board(
          name: try board.text("board"), count: try board.count("count", to: Self.mostNodes),
          flopPerSecond: try board.number("flop_per_s"), speed: try speed(&board)))
      try board.finish()
    }
    return Scenario.Stage(
      name: name, workFlop: work, inputBytes: bytes, bandwidth: bandwidth, propagationSeconds: propagation,
      degree: degree == 0 ? nil : degree, queueLimit: limit == 0 ? nil : limit, servers: servers)
  }

  private func bandwidth(_ link: inout StrictMapping) throws(InputError) -> Scenario.Bandwidth {
    let constant = try link.number("bits_per_s", default: -1)
    let file = try link.text("trace", default: "")
    guard (constant > 0) != !file.isEmpty else {
      if constant < 0 { try refuseMistyped(&link) }
      throw link.error(
        link.line,
        found: constant > 0 ? "both bits_per_s and trace in \(link.name)" : "no rate in \(link.name)",
        expected: "one of bits_per_s and trace")
    }
    if constant > 0 { return .constant(bitsPerSecond: constant) }
    let binding = try link.choice("bind", default: ArcBinding.Rule.hash)
    let scale = try link.number("scale", default: 1)
    return .trace(file: located(file), binding: binding, scale: scale)
  }

  /// Where a link has no rate, a key that nobody knows says more than that.
  private func refuseMistyped(_ link: inout StrictMapping) throws(InputError) {
    for key in ["bind", "scale"] { _ = link.take(key) }
    try link.finish()
  }

  private func arrivals(_ top: inout StrictMapping) throws(InputError) -> Scenario.Arrivals {
    var section = try top.mapping("arrivals")
    let file = located(try section.text("trace"))
    let binding = try section.choice("bind", default: SourceBinding.identity)
    let interval = try section.number("interval_s", default: 0, "a number from 0.000001 to 86400") {
      $0 == 0 || (1e-6...86_400).contains($0)
    }
    let arrivals = Scenario.Arrivals(
      file: file, binding: binding, scale: try section.number("scale", default: 1),
      intervalSeconds: interval > 0 ? interval : nil, fromNanoseconds: try fromNanoseconds(&section),
      nominalPerSecond: try section.number("nominal_per_s"), drift: try drift(&section))
    try section.finish()
    return arrivals
  }

  /// `last`, or what it is made of.
  private func forecast(_ top: inout StrictMapping) throws(InputError) -> Scenario.Forecast {
    guard let value = top.take("forecast") else { return Scenario.Forecast() }
    if value.node.scalar?.string == "last" { return Scenario.Forecast() }
    guard value.node.mapping != nil else {
      throw top.error(
        value.line, found: "\(value.node.scalar.map { "'\($0.string)'" } ?? "a list") at forecast",
        expected: "last, or keys of which one is ewma or link_quantile")
    }
    var section = try StrictMapping(path: path, name: "forecast", value.node)
    let unsaid = -1.0
    let weight = try section.number("ewma", default: unsaid, "a weight above 0, at most 1") {
      $0 > 0 && $0 <= 1
    }
    let share = try section.number("link_quantile", default: unsaid, "a share from 0 to 1") {
      (0...1).contains($0)
    }
    let slots = try section.count("link_slots", default: 12, to: 1000)
    try section.finish()
    guard weight != unsaid || share != unsaid else {
      throw top.error(
        value.line, found: "neither ewma nor link_quantile at forecast", expected: "one of them, or both")
    }
    return Scenario.Forecast(
      meanWeight: weight == unsaid ? nil : weight,
      linkQuantile: share == unsaid ? nil : .init(share: share, slots: slots))
  }

  private func controllers(_ top: inout StrictMapping) throws(InputError) -> [Scenario.Entry] {
    var entries: [Scenario.Entry] = []
    for var section in try top.mappings("controllers") {
      let entry = try controller(&section)
      guard !entry.label.isEmpty,
        entry.label.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || "-_.".contains($0)) })
      else {
        throw section.error(
          section.line, found: "the label '\(entry.label)'", expected: "letters, digits, '-', '_' and '.'")
      }
      guard !entries.contains(where: { $0.label == entry.label }) else {
        throw section.error(
          section.line, found: "two controllers called '\(entry.label)'", expected: "names of their own",
          advice: "Give one of them a label")
      }
      entries.append(entry)
    }
    return entries
  }

  private func controller(_ section: inout StrictMapping) throws(InputError) -> Scenario.Entry {
    let name = try section.text("name"), label = try section.text("label", default: name)
    do {
      let listed = try ControllerEntry.named(name)
      var settings = listed.defaults
      let profile = try section.text("exit_profile", default: "")
      if let missing = listed.missingProfile(profile.isEmpty ? nil : profile) { throw missing }
      if let set = section.take("set") {
        var mapping = try StrictMapping(path: path, name: "\(section.name).set", set.node)
        for setting in try mapping.takeAll() {
          try Self.apply(
            setting.key, setting.value, to: &settings, section.error(setting.line, found: "", expected: ""))
        }
      }
      try section.finish()
      return Scenario.Entry(
        name: name, label: label, settings: settings, exitProfile: profile.isEmpty ? nil : located(profile))
    } catch let error as SettingError {
      throw InputError(path, .line(section.line), setting: error)
    } catch let error as InputError {
      throw error
    } catch {
      throw InputError(path, .line(section.line), found: "\(error)")
    }
  }

  private static func apply(
    _ key: String, _ value: String, to settings: inout ControllerSettings, _ place: InputError
  ) throws(InputError) {
    do {
      try settings.set(key, to: value)
    } catch {
      throw InputError(place.subject, place.place, setting: error)
    }
  }
}
