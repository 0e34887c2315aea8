import Controllers
import EdgeModel
import FoundationEssentials
import Glibc

/// `survey REFERENCE-FOLDER OUTPUT-FOLDER`: all step rules on all problems; writes survey.csv, survey-tables.md and survey.svg.
/// `--rules clearing` and `--networks demo-light,random-3` narrow it down.
///
/// Seeds: random network n of n; the independent change of case n of n. Results do not depend on the number of threads.
@main
enum Survey {
  static func main() async throws {
    guard let choice = SurveyChoice(CommandLine.arguments) else {
      print(SurveyChoice.usage)
      exit(2)
    }
    let cases = SurveyCase.cold(instancesIn: choice.folder).enumerated().filter {
      choice.includes($0.element)
    }
    let runs: [[SurveyRow]] = try await inOrder(cases.count * 2) { index in
      let (number, problem) = cases[index / 2]
      return Survey.runs(of: problem, number: number, choice, thresholdsFree: !index.isMultiple(of: 2))
    }
    let rows = runs.flatMap { $0 }
    let csv = ([SurveyRow.header] + rows.map(\.line)).joined(separator: "\n") + "\n"
    try Data(csv.utf8).write(to: URL(filePath: choice.output + "/survey.csv"))
    try Data(SurveyTables.markdown(rows).utf8).write(to: URL(filePath: choice.output + "/survey-tables.md"))
    try Data(SurveyFigure.svg(rows).utf8).write(to: URL(filePath: choice.output + "/survey.svg"))
  }

  /// All runs on one problem, cold and after every change.
  private static func runs(
    of cold: SurveyCase, number: Int, _ choice: SurveyChoice, thresholdsFree: Bool
  ) -> [SurveyRow] {
    let settled = SurveyRule.recommended.run(
      cold.problem, thresholdsFree: thresholdsFree, rounds: cold.mostRounds)
    let rules = (cold.isLarge ? SurveyRule.warm : SurveyRule.all).filter(choice.includes)
    var rows = compared(
      cold, from: nil, rules: rules, bound: optimum(cold, thresholdsFree), thresholdsFree)
    for change in SurveyCase.changes {
      let warm = cold.changed(change, seed: UInt64(number))
      let again = SurveyRule.recommended.run(
        warm.problem, thresholdsFree: thresholdsFree, rounds: cold.isLarge ? 40 : 100)
      let rules = cold.isLarge ? [SurveyRule.recommended] : SurveyRule.warm
      rows += compared(
        warm, from: settled.plan, rules: rules.filter(choice.includes),
        bound: again.objectives.min() ?? .infinity, thresholdsFree)
    }
    return rows
  }

  /// Runs `rules` and holds them against the best any of them or `bound` found.
  private static func compared(
    _ problem: SurveyCase, from plan: OffloadingPlan?, rules: [SurveyRule], bound: Double,
    _ thresholdsFree: Bool
  ) -> [SurveyRow] {
    let runs = rules.map {
      $0.run(problem.problem, from: plan, thresholdsFree: thresholdsFree, rounds: problem.mostRounds)
    }
    let best = runs.reduce(bound) { min($0, $1.objectives.min() ?? .infinity) }
    return zip(rules, runs).map {
      SurveyRow(
        problem, thresholdsFree: thresholdsFree, $0, $1.objectives, best: best, messages: $1.messages)
    }
  }

  /// What the controller `optimum` reaches with thresholds fixed; nothing where it would take the survey's time.
  private static func optimum(_ problem: SurveyCase, _ thresholdsFree: Bool) -> Double {
    guard !thresholdsFree, problem.problem.network.arcCount < 1000,
      let entry = try? ControllerEntry.named("optimum")
    else {
      return .infinity
    }
    var settings = entry.defaults
    (settings.thresholdEvery, settings.rounds) = (0, 200)
    var controller = entry.make(problem.problem.network, problem.problem.cost, settings, false)
    let backlog = [Int](repeating: 0, count: problem.problem.network.nodeCount)
    return controller.decide(
      Observation(slot: 0, conditions: problem.problem.conditions, backlog: backlog)
    ).predicted.objectiveSeconds
  }

  /// The results of `work` for every index, in the order of the indices, two at a time.
  private static func inOrder<Result: Sendable>(
    _ count: Int, _ work: @Sendable @escaping (Int) -> Result
  ) async throws -> [Result] {
    try await withThrowingTaskGroup(of: (Int, Result).self) { group in
      var results = [Result?](repeating: nil, count: count)
      for index in 0..<count {
        if index >= 2, let (done, result) = try await group.next() { results[done] = result }
        group.addTask { (index, work(index)) }
      }
      for try await (done, result) in group { results[done] = result }
      return results.compactMap { $0 }
    }
  }
}
