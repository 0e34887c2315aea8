import NearestName
import Controllers
import Testing

@Suite struct ControllerSettingsTests {
  @Test func `every key can be set and read back`() throws {
    var settings = ControllerSettings()
    let values = [
      "step_rule": "fixed", "step_size": "0.25", "rounds": "12", "tolerance": "0.01", "threshold_every": "3",
      "threshold_search": "all", "rise_limit": "0.01", "threshold_probe": "yes",
      "start": "speed", "threshold_rule": "optimised", "threshold": "0.8", "load_from": "0.4",
      "load_to": "0.9",
      "information_delay_s": "0.25", "evaluations": "500",
    ]
    for (key, value) in values { try settings.set(key, to: value) }
    #expect(Set(values.keys) == Set(ControllerSettings.keys))
    for (key, value) in settings.described { #expect(value == values[key]) }
  }

  @Test(arguments: [
    ("step_size", "0", "a positive number"), ("step_size", "nan", "a positive number"),
    ("step_size", "fast", "a positive number"), ("rounds", "-1", "a whole number from 0"),
    ("rounds", "1.5", "a whole number from 0"), ("tolerance", "2", "a number from 0 to 1"),
    ("step_rule", "newton", "one of fixed, diminishing, curvature, grant, exact, clearing"),
    ("start", "", "one of uniform, speed"),
    ("threshold", "-0.1", "a confidence from 0 to 1.01"), ("load_from", "-1", "a load that is not negative"),
    ("information_delay_s", "-1", "seconds from 0 to 3600"), ("evaluations", "few", "a whole number from 0"),
  ])
  func `a value that does not fit says what would`(key: String, value: String, expected: String) throws {
    var settings = ControllerSettings()
    #expect(throws: SettingError(key: key, found: value, expected: expected)) {
      try settings.set(key, to: value)
    }
  }

  @Test func `an unknown key suggests the nearest one`() throws {
    var settings = ControllerSettings()
    let error = #expect(throws: SettingError.self) { try settings.set("step_sise", to: "1") }
    #expect(error?.advice == "Perhaps 'step_size' is meant")
  }

  @Test func `an unknown controller suggests the nearest one`() {
    let error = #expect(throws: SettingError.self) { try ControllerEntry.named("dto-ee-curvatur") }
    #expect(error?.advice == "Perhaps 'dto-ee-curvature' is meant")
  }

  @Test(arguments: [
    ("sloots", ["slots", "seed"], "slots"), ("sed", ["slots", "seed"], "seed"),
    ("bandwidht", ["bandwidth"], "bandwidth"),
  ])
  func `the nearest name is found by edit distance`(name: String, among: [String], nearest: String) {
    #expect(nearestName(to: name, among: among) == nearest)
  }

  @Test func `a name unlike any other has no nearest one`() {
    #expect(nearestName(to: "colour", among: ["slots", "seed"]) == nil)
  }
}
