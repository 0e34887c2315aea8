import Controllers
import NearestName

/// What parameters set: the controller's settings, and the few keys of the scenario that are the controller's business.
struct SettingTarget {
  var settings: ControllerSettings
  /// `kappa_s`: κ as the controller is told it, in s; nil is the scenario's. What is measured keeps the scenario's.
  var kappaSeconds: Double?
  /// `utilisation_knee`: the knee of Model (5) in the formula; nil is the scenario's.
  var utilisationKnee: Double?

  /// The keys of the scenario.
  static let scenarioKeys = ["kappa_s", "utilisation_knee"]

  /// Sets `key` to what `text` says.
  mutating func set(_ key: String, to text: String) throws(SettingError) {
    switch key {
    case "kappa_s":
      kappaSeconds = try Self.number(key, text, "a number that is not negative") { $0 >= 0 }
    case "utilisation_knee":
      utilisationKnee = try Self.number(key, text, "a number between 0 and 1") { $0 > 0 && $0 < 1 }
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
