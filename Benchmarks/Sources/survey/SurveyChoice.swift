import Controllers

/// What is surveyed: everything, unless the command line narrows it.
struct SurveyChoice: Sendable {
  let folder: String
  let output: String
  private var rules = ControllerSettings.StepRuleName.allCases
  private var networks: [String]?

  static let usage =
    "usage: survey REFERENCE-FOLDER OUTPUT-FOLDER [--rules NAME,...] [--networks NAME,...]"

  /// The words of the command line, nil where they cannot be read.
  init?(_ words: [String]) {
    guard words.count >= 3, words.count.isMultiple(of: 2) == false else { return nil }
    (folder, output) = (words[1], words[2])
    for index in stride(from: 3, to: words.count, by: 2) {
      let names = words[index + 1].split(separator: ",").map(String.init)
      switch words[index] {
      case "--rules":
        let known = names.compactMap { ControllerSettings.StepRuleName(rawValue: $0) }
        guard known.count == names.count else { return nil }
        rules = known
      case "--networks": networks = names
      default: return nil
      }
    }
  }

  func includes(_ rule: SurveyRule) -> Bool { rules.contains(rule.rule) }
  func includes(_ one: SurveyCase) -> Bool { networks?.contains(one.network) ?? true }
}
