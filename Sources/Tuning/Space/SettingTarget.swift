import Controllers
import NearestName
import Replay

/// What parameters set: the controller's settings, and the few keys of the scenario that are the controller's business.
struct SettingTarget {
  var settings: ControllerSettings
  /// `kappa_s`: κ as the controller is told it, in s; nil is the scenario's. What is measured keeps the scenario's.
  var kappaSeconds: Double?
  /// `utilisation_knee`: the knee of Model (5) in the formula; nil is the scenario's.
  var utilisationKnee: Double?
  /// `forecast.ewma`, `forecast.link_quantile` and `forecast.link_slots`; nil is the scenario's.
  private var forecastWeight: Double?
  private var linkShare: Double?
  private var linkSlots: Int?

  /// The keys of the scenario.
  static let scenarioKeys =
    ["kappa_s", "utilisation_knee"] + forecastKeys.map { "forecast." + $0 }
  /// The keys under `forecast`.
  static let forecastKeys = ["ewma", "link_quantile", "link_slots"]
  /// What a choice sets that only governs which other parameters count.
  static let nothing = "none"

  init(settings: ControllerSettings) { self.settings = settings }

  /// The forecast, where `stated` is the scenario's.
  func forecast(_ stated: Scenario.Forecast) -> Scenario.Forecast {
    var forecast = stated
    if let forecastWeight { forecast.meanWeight = forecastWeight }
    if let share = linkShare ?? stated.linkQuantile?.share {
      forecast.linkQuantile = .init(share: share, slots: linkSlots ?? stated.linkQuantile?.slots ?? 12)
    }
    return forecast
  }

  /// Sets `key` to what `text` says.
  mutating func set(_ key: String, to text: String) throws(SettingError) {
    switch key {
    case "kappa_s":
      kappaSeconds = try Self.number(key, text, "a number that is not negative") { $0 >= 0 }
    case "utilisation_knee":
      utilisationKnee = try Self.number(key, text, "a number between 0 and 1") { $0 > 0 && $0 < 1 }
    case "forecast.ewma":
      forecastWeight = try Self.number(key, text, "a weight above 0, at most 1") { $0 > 0 && $0 <= 1 }
    case "forecast.link_quantile":
      linkShare = try Self.number(key, text, "a share from 0 to 1") { (0...1).contains($0) }
    case "forecast.link_slots":
      linkSlots = Int(
        try Self.number(key, text, "a whole number from 1 to 1000") {
          (1...1000).contains($0) && $0 == $0.rounded()
        })
    case Self.nothing: break
    case _ where ControllerSettings.keys.contains(key): try settings.set(key, to: text)
    default:
      let keys = ControllerSettings.keys + Self.scenarioKeys
      throw SettingError(
        key: key, found: "no such setting", expected: "one of \(keys.joined(separator: ", "))",
        advice: nearestName(to: key, among: keys).map { "Perhaps '\($0)' is meant" } ?? "")
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
}
