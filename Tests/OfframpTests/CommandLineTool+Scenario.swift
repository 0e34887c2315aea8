import TestSupport

extension CommandLineTool {
  /// Writes a scenario and what it names into the directory, as `scenario.yaml`.
  func write(_ scenario: TinyScenario) throws {
    try write(scenario.yaml, to: "scenario.yaml")
    try write(scenario.arrivals, to: "arrivals.csv")
    try write(scenario.links, to: "links.csv")
    try write(scenario.profile, to: "profile.csv")
  }
}
