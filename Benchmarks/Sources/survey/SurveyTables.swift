import Controllers

/// The tables of docs/survey.md.
enum SurveyTables {
  /// The rule that the tables by load are about, at step 1.
  static let chosen = ControllerSettings.StepRuleName.clearing.rawValue

  static func markdown(_ rows: [SurveyRow]) -> String {
    var text = ""
    for free in [false, true] {
      let name = free ? "free" : "fixed",
        cold = rows.filter { $0.thresholdsFree == free && $0.start == "cold" }
      text += "### Thresholds \(name), cold\n\n" + header("rule, step")
      for rule in SurveyRule.all {
        text += line(
          "\(rule.rule.rawValue) \(rule.size)",
          cold.filter { $0.rule == rule.rule.rawValue && $0.size == rule.size })
      }
      let own = cold.filter { $0.rule == chosen && $0.size == 1 }
      text += "\n### Thresholds \(name), cold, `\(chosen)` 1 by load\n\n" + header("load")
      for load in SurveyCase.loads { text += line("\(load)", own.filter { $0.load == load }) }
      text += line("reference instances", own.filter { !$0.network.hasPrefix("random") })
      text += line("random networks", own.filter { $0.network.hasPrefix("random") })
      text += "\n### Thresholds \(name), warm\n\n" + header("change, rule")
      for change in SurveyCase.changes {
        for rule in SurveyRule.warm {
          text += line(
            "\(change.name), \(rule.rule.rawValue)",
            rows.filter {
              $0.thresholdsFree == free && $0.start == change.name && $0.rule == rule.rule.rawValue
            })
        }
      }
      text += "\n"
    }
    return text
  }

  private static func header(_ first: String) -> String {
    """
    | \(first) | runs | rounds to 5 % | to 1 % | to 0.1 % | not to 1 % | largest rise | rises > 1 % | diverge | messages/round |
    |---|---|---|---|---|---|---|---|---|---|

    """
  }

  /// Medians with the worst case in brackets; a dash stands for "not within the rounds given".
  private static func line(_ name: String, _ rows: [SurveyRow]) -> String {
    guard !rows.isEmpty else { return "" }
    let rounds = SurveyRow.limits.indices.map { limit in
      let sorted = rows.map { $0.roundsTo[limit] ?? .max }.sorted()
      return "\(shown(sorted[sorted.count / 2])) (\(shown(sorted[sorted.count - 1])))"
    }
    let rise = rows.map(\.rise).max() ?? 0, messages = rows.map(\.messages).sorted()[rows.count / 2]
    return "| \(name) | \(rows.count) | \(rounds.joined(separator: " | ")) "
      + "| \(rows.count { $0.roundsTo[1] == nil }) | \((rise * 1e4).rounded() / 100) % | \(rows.count { $0.rise > 0.01 }) "
      + "| \(rows.count { $0.diverges }) | \(messages) |\n"
  }

  private static func shown(_ rounds: Int) -> String { rounds == .max ? "–" : "\(rounds)" }
}
