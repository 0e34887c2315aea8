import Replay
import Tuning
import TraceIO

/// A study as its journal has it.
struct StudyView {
  let header: StudyHeader
  let trials: [Trial]

  /// A case in which a setting measures more than this times the best one, or leaves more than a twentieth of the tasks
  /// in the network, is marked as diverged.
  static let divergenceFactor = 2.0
  static let divergenceShare = 0.05

  init(_ journal: String) throws(InputError) {
    guard let records = try JournalRecords(journal), !records.trials.isEmpty else {
      throw InputError(
        journal, found: "no trial", expected: "a study", advice: "Make one with 'offramp tune'")
    }
    (header, trials) = (records.header, records.trials)
  }

  /// The unit of what is minimised.
  var unit: AxisUnit { header.goal.quantity == .messages ? .plain : .seconds }

  func text(_ value: Double?) -> String { value.map(unit.text) ?? "–" }

  /// What `trial` measures in one case; of a stopped one the incumbent's value plus the difference over common slots.
  func value(of trial: Trial, in index: Int) -> Double? {
    guard let own = value(trial, index, slots: trial.slots) else { return nil }
    guard trial.status == .stopped else { return own }
    guard let incumbent = trials.first(where: { $0.number == trial.incumbent }),
      let whole = value(incumbent, index, slots: incumbent.slots),
      let part = value(incumbent, index, slots: trial.slots)
    else { return nil }
    return whole + own - part
  }

  private func value(_ trial: Trial, _ index: Int, slots: Int) -> Double? {
    trial.cases[index].measured(slots: slots, kappaSeconds: header.cases[index].kappaSeconds)
      .value(of: header.goal.quantity)
  }

  /// The best value in a case.
  func best(in index: Int) -> Double? {
    trials.filter { $0.status == .complete }.compactMap { value(of: $0, in: index) }.min()
  }

  /// Whether queues grow, or what is measured is far from the best.
  func isDiverged(_ trial: Trial, in index: Int) -> Bool {
    let columns = trial.cases[index], completed = columns.completed.reduce(0, +)
    if Double(columns.inFlight) > Self.divergenceShare * Double(completed + columns.inFlight) { return true }
    guard header.goal.quantity != .messages, let best = best(in: index) else { return false }
    return value(of: trial, in: index).map { $0 > Self.divergenceFactor * best } ?? true
  }

  /// What was done, in a sentence or two.
  var summary: String {
    let stopped = trials.count { $0.status == .stopped }
    let slots = trials.reduce(0) { $0 + $1.slots * $1.cases.count }
    let best = trials.best.map { "; the best is trial \($0.number) with \(text($0.value))" } ?? ""
    let tune = (header.json["tune"]?.elements ?? []).compactMap(\.integer)
    let range = tune.count == 2 ? "slots \(tune[0]) to \(tune[1] - 1)" : "all slots"
    return
      "Controller \(header.json["controller"]?.string ?? ""), minimised: \(header.goal.quantity) on \(range); "
      + "\(trials.count) trials chosen by \(header.json["sampler"]?.string ?? ""), \(stopped) stopped early, "
      + "\(slots) slots replayed\(best). offramp \(header.json["version"]?.string ?? "")."
  }
}
