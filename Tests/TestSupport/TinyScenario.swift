import CounterRandom

/// A whole scenario that replays in a moment: 4 devices, stages of 3, 2 and 2 servers, 6 slots of 1 s, some 120 tasks.
///
/// Every part is text that a test may change before it is written.
package struct TinyScenario: Sendable {
  /// `name`.
  package var name = "tiny"
  /// `seed`.
  package var seed = 1
  /// `slots`.
  package var slots = 6
  /// `slot_s`.
  package var slotSeconds = 1.0
  /// `link_model`.
  package var linkModel = "queue"
  /// `engine`.
  package var engine = "layers"
  /// How the arcs into stage 1 follow the links of the trace.
  package var linkBinding = "identity"
  /// `forecast`.
  package var forecast = "last"
  /// `controllers`, one entry each.
  package var controllers = [
    "{name: dto-ee}", "{name: dto-ee-curvature}", "{name: computing-first, set: {threshold: 0.7}}",
    "{name: bandwidth-first, set: {threshold_rule: optimised}}", "{name: uniform}",
  ]
  /// `arrivals.trace`: the file of that name in the scenario's directory.
  package var arrivals = TinyScenario.arrivals { time, source in
    Double(1 + (Int(2 * time) + 3 * source) % 4)
  }
  /// The bandwidth trace that stage 1 follows: one link per arc.
  package var links = TinyScenario.links { time, link in
    (3 * Int(2 * time) + link) % 11 == 0 ? 0 : 2e6 + 1e6 * Double((Int(2 * time) + 5 * link) % 7)
  }
  /// The trace of speeds that the boards of stages 1 and 2 follow, one server each, and what failures do; none where nil.
  package var speeds: (trace: String, onFailure: String)?
  /// More keys of stage 1, of the arrivals, and at the top, e.g. `queue_limit: 3`.
  package var stageKeys = "", arrivalKeys = "", topKeys = ""
  /// The exit profile.
  package var profile = TinyScenario.profile(samples: 40)

  /// Another confidence of the same samples: `exit_profile: other.csv` of a controller.
  package var otherProfile = TinyScenario.profile(samples: 40) { $0 * $0 }

  /// The scenario of the properties' defaults.
  package init() {}

  /// The number of devices, and so of sources.
  package static let devices = 4
  /// The number of arcs into stage 1, and so of links.
  package static let arcs = 12

  /// Writes the scenario and everything it names, and returns the scenario's path.
  @discardableResult
  package func write(to directory: TemporaryDirectory, folder: String = "") throws -> String {
    let place = folder.isEmpty ? "" : folder + "/"
    try directory.write(arrivals, to: place + "arrivals.csv")
    try directory.write(links, to: place + "links.csv")
    try directory.write(profile, to: place + "profile.csv")
    if let speeds { try directory.write(speeds.trace, to: place + "speeds.csv") }
    try directory.write(otherProfile, to: place + "other.csv")
    return try directory.write(yaml, to: place + "scenario.yaml")
  }

  /// The scenario's text.
  package var yaml: String {
    """
    offramp_scenario: 1
    name: \(name)
    notice: made by a test
    seed: \(seed)
    slot_s: \(slotSeconds)
    slots: \(slots)
    link_model: \(linkModel)\(topKeys.isEmpty ? "" : "\n" + topKeys)
    engine: \(engine)
    exit_profile:
      file: profile.csv
      thresholds: {from: 0.2, to: 1.0, step: 0.1}
    devices: \(Self.devices)
    stages:
      - name: first
        work_flop: 100.0e+6
        input_bytes: 10000
        link: {trace: links.csv, bind: \(linkBinding), propagation_s: 0.002}\(stageKeys.isEmpty ? "" : "\n    " + stageKeys)
        servers:
          - {board: slow, count: 2, flop_per_s: 1.0e+9\(speedKey)}
          - {board: fast, count: 1, flop_per_s: 3.0e+9\(speedKey)}
      - name: second
        work_flop: 100.0e+6
        input_bytes: 10000
        link: {bits_per_s: 50.0e+6, propagation_s: 0.001}
        servers: [{board: slow, count: 1, flop_per_s: 1.0e+9\(speedKey)}, {board: fast, count: 1, flop_per_s: 2.0e+9}]
      - name: third
        work_flop: 100.0e+6
        input_bytes: 10000
        link: {bits_per_s: 50.0e+6, propagation_s: 0.001}
        servers: [{board: fast, count: 2, flop_per_s: 2.0e+9}]
    arrivals:
      trace: arrivals.csv
      interval_s: 0.5\(arrivalKeys.isEmpty ? "" : "\n  " + arrivalKeys)
      nominal_per_s: 16
    forecast: \(forecast)

    """ + "controllers:\n" + controllers.map { "  - \($0)\n" }.joined()
  }

  private var speedKey: String {
    speeds.map { ", speed: {trace: speeds.csv, bind: round-robin, on_failure: \($0.onFailure)}" } ?? ""
  }

  /// A trace of the speeds of three servers, twice a second for 7 s.
  package static func speeds(_ factor: (_ time: Double, _ server: Int) -> Double) -> String {
    rows(of: 3, header: "time_s,server,speed", factor)
  }

  /// Speeds that halve and double, and now and then a failure.
  package static let changingSpeeds = speeds { time, server in
    [1, 0.5, 2, 0, 1][(Int(2 * time) + 2 * server) % 5]
  }

  /// A trace of counts, twice a second for 7 s.
  package static func arrivals(_ tasks: (_ time: Double, _ source: Int) -> Double) -> String {
    rows(of: devices, header: "time_s,source,tasks", tasks)
  }

  /// A trace of link rates, twice a second for 7 s.
  package static func links(_ bitsPerSecond: (_ time: Double, _ link: Int) -> Double) -> String {
    rows(of: arcs, header: "time_s,link,bits_per_s", bitsPerSecond)
  }

  private static func rows(of series: Int, header: String, _ value: (Double, Int) -> Double) -> String {
    header + "\n"
      + (0..<14).flatMap { step in
        (0..<series).map { "\(Double(step) / 2),\($0),\(value(Double(step) / 2, $0))\n" }
      }.joined()
  }

  /// A profile of three stages in which later exits are surer and more often right; `score` may be any confidence that
  /// rises with the usual one.
  package static func profile(samples: Int, score: (Double) -> Double = { $0 }) -> String {
    let random = CounterRandom(seed: 5, stream: .synthesis)
    let rows = (0..<samples).map { sample -> String in
      let ease = random.uniform(UInt64(sample))
      let confidence = [0.2 + 0.7 * ease, 0.4 + 0.6 * ease].map(score)
      let correct = [0.3, 0.2, 0.1].map { ease > $0 ? 1 : 0 }
      return "\(sample),\(confidence[0]),\(correct[0]),\(confidence[1]),\(correct[1]),\(correct[2])\n"
    }
    return "sample,stage_1_confidence,stage_1_correct,stage_2_confidence,stage_2_correct,stage_3_correct\n"
      + rows.joined()
  }
}
