import Controllers

/// Every controller there is as entries of a scenario, the costly ones with small budgets.
enum EveryController {
  /// All of them, or those called `names`; with a rule of thresholds they have labels of their own.
  static func entries(_ names: [String]? = nil, rule: String? = nil) -> [String] {
    ControllerEntry.all.filter { names?.contains($0.name) ?? true }.map { entry in
      var settings = ["evaluations: 30"]
      if ["optimum", "clairvoyant"].contains(entry.name) { settings.append("rounds: 30") }
      var members = ["name: \(entry.name)"]
      if let rule {
        members.append("label: \(entry.name)-\(rule)")
        settings.append("threshold_rule: \(rule)")
      }
      if entry.ownConfidence != nil { members.append("exit_profile: other.csv") }
      return "{\(members.joined(separator: ", ")), set: {\(settings.joined(separator: ", "))}}"
    }
  }
}
