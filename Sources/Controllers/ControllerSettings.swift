package import EdgeModel

/// What a user may set on a controller. The keys are those of scenarios and of `--set`.
package struct ControllerSettings: Sendable, Equatable {
  /// How offloaders choose the size of their moves.
  package enum StepRuleName: String, Sendable, CaseIterable {
    case fixed, diminishing, curvature, grant, exact, clearing
  }
  /// The plan of a cold start.
  package enum Start: String, Sendable, CaseIterable { case uniform, speed }
  /// How heuristics set thresholds.
  package enum ThresholdRule: String, Sendable, CaseIterable { case fixed, load, optimised }

  /// `step_rule`: Model (10), also diminishing, (11), (12), exact local solves with grants as in (12), or with markets.
  package var stepRule = StepRuleName.curvature
  /// `step_size`: η, in 1/s with the fixed rule, without unit with the curvature rule.
  package var stepSize = 1.0
  /// `rounds`: communication rounds in a slot, at most.
  package var rounds = 50
  /// `tolerance`: stop when the stationarity is at most this share of the objective; 0 uses all rounds.
  package var tolerance = 1e-3
  /// `threshold_every`: rounds between two threshold updates; 0 leaves thresholds as they start.
  package var thresholdEvery = 1
  /// `threshold_search`: which levels a threshold update looks at.
  package var thresholdSearch = ThresholdSearch.neighbours
  /// `rise_limit`: the share of the best objective so far by which a round may be worse before all nodes go back; nil never
  /// goes back.
  package var riseLimit: Double?
  /// `threshold_probe`: whether single thresholds are tried when all together have come to rest; needs a rise limit.
  package var probesThresholds = false
  /// `start`: the plan of a cold start.
  package var start = Start.uniform
  /// `threshold_rule`: how heuristics set thresholds.
  package var thresholdRule = ThresholdRule.fixed
  /// `threshold`: the confidence threshold that a cold start begins with, and that a heuristic with the fixed rule
  /// keeps; nil is the middle level.
  package var threshold: Double?
  /// `load_from`, `load_to`: with the rule `load`, the load of a node's receivers from which on its threshold falls, and
  /// from which on it is the lowest.
  package var loadFrom = 0.5, loadTo = 0.95
  /// `information_delay_s`: how old the news from servers is for dispatch by queues, in s.
  package var informationDelaySeconds = 0.0
  /// `evaluations`: plans that `genetic` evaluates in a slot.
  package var evaluations = 1000

  /// The defaults.
  package init() {}

  /// Every key, in the order of the properties.
  package static let keys = [
    "step_rule", "step_size", "rounds", "tolerance", "threshold_every", "threshold_search", "rise_limit",
    "threshold_probe", "start",
    "threshold_rule",
    "threshold", "load_from", "load_to", "information_delay_s", "evaluations",
  ]

  /// The value of every key as text, nil for one that is not set.
  package var described: [(key: String, value: String?)] {
    let values: [String?] = [
      stepRule.rawValue, "\(stepSize)", "\(rounds)", "\(tolerance)", "\(thresholdEvery)",
      thresholdSearch.rawValue, riseLimit.map { "\($0)" } ?? "none", probesThresholds ? "yes" : "no",
      start.rawValue, thresholdRule.rawValue, threshold.map { "\($0)" }, "\(loadFrom)", "\(loadTo)",
      "\(informationDelaySeconds)", "\(evaluations)",
    ]
    return Array(zip(Self.keys, values)).map { ($0.0, $0.1) }
  }

  /// Sets `key` to what `text` says.
  ///
  /// - Throws: `SettingError` for an unknown key or a value that does not fit.
  package mutating func set(_ key: String, to text: String) throws(SettingError) {
    switch key {
    case "step_rule": stepRule = try Self.choice(key, text)
    case "step_size": stepSize = try Self.number(key, text, "a positive number") { $0 > 0 }
    case "rounds": rounds = try Self.count(key, text)
    case "tolerance": tolerance = try Self.number(key, text, "a number from 0 to 1") { (0...1).contains($0) }
    case "threshold_every": thresholdEvery = try Self.count(key, text)
    case "threshold_search": thresholdSearch = try Self.choice(key, text)
    case "rise_limit":
      riseLimit =
        text == "none"
        ? nil : try Self.number(key, text, "'none' or a share from 0 to 1") { (0...1).contains($0) }
    case "threshold_probe": probesThresholds = try Self.yesOrNo(key, text)
    case "start": start = try Self.choice(key, text)
    case "threshold_rule": thresholdRule = try Self.choice(key, text)
    case "threshold":
      threshold = try Self.number(key, text, "a confidence from 0 to 1.01") { (0...1.01).contains($0) }
    case "load_from": loadFrom = try Self.number(key, text, "a load that is not negative") { $0 >= 0 }
    case "load_to": loadTo = try Self.number(key, text, "a load that is not negative") { $0 >= 0 }
    case "information_delay_s":
      informationDelaySeconds = try Self.number(key, text, "seconds from 0 to 3600") {
        (0...3600).contains($0)
      }
    case "evaluations": evaluations = try Self.count(key, text)
    default: throw SettingError.unknown("setting", key, among: Self.keys)
    }
  }

  private static func number(
    _ key: String, _ text: String, _ expected: String, where isValid: (Double) -> Bool
  ) throws(SettingError) -> Double {
    guard let value = Double(text), value.isFinite, isValid(value) else {
      throw SettingError(key: key, found: text, expected: expected)
    }
    return value
  }

  private static func count(_ key: String, _ text: String) throws(SettingError) -> Int {
    guard let value = Int(text), value >= 0 else {
      throw SettingError(key: key, found: text, expected: "a whole number from 0")
    }
    return value
  }

  private static func yesOrNo(_ key: String, _ text: String) throws(SettingError) -> Bool {
    guard text == "yes" || text == "no" else {
      throw SettingError(key: key, found: text, expected: "yes or no")
    }
    return text == "yes"
  }

  private static func choice<Choice: CaseIterable & RawRepresentable<String>>(
    _ key: String, _ text: String
  ) throws(SettingError) -> Choice {
    guard let value = Choice(rawValue: text) else {
      let names = Choice.allCases.map(\.rawValue).joined(separator: ", ")
      throw SettingError(key: key, found: text, expected: "one of \(names)")
    }
    return value
  }
}
