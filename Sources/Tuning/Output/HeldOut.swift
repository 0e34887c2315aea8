package import Replay

/// What a setting measures on slots that no trial has seen, beside the tuned one on the same tasks.
package struct HeldOut: Sendable {
  /// Which setting: `default`, `scenario`, `tuned`, or the best of a word such as `step_rule fixed`.
  package let setting: String
  /// Its values, as text; empty for `scenario`.
  package let values: String
  /// The case.
  package let caseLabel: String
  /// What was measured.
  package let measured: Measured
  /// What is minimised, of the tuned setting minus this one, paired by slot; nil of the tuned one itself.
  package let tunedMinusThis: PairedDifference?

  /// The columns of `held-out.csv`.
  private static let header =
    "setting,values,case,objective_s,delay_s,accuracy,messages_per_slot,"
    + "tuned_minus_this,half_width_95,verdict_on_tuned\n"

  /// All as CSV.
  static func csv(_ rows: [HeldOut]) -> String {
    func text(_ number: Double?) -> String { number.map { "\($0)" } ?? "" }
    return header
      + rows.map { row in
        let difference = row.tunedMinusThis
        return [
          row.setting, row.values, "\"\(row.caseLabel)\"", text(row.measured.objectiveSeconds),
          text(row.measured.delaySeconds), text(row.measured.accuracy), text(row.measured.messagesPerSlot),
          text(difference?.mean), text(difference?.halfWidth), difference?.verdict.rawValue ?? "",
        ].joined(separator: ",") + "\n"
      }.joined()
  }
}

extension Study {
  /// Replays the held-out slots with the tuned setting and those it is compared with.
  ///
  /// - Returns: Settings in the order default, scenario, best of each word, tuned; all cases of each.
  package func heldOut(_ trials: [Trial]) async throws -> [HeldOut] {
    guard let range = plan.holdOut, let best = trials.best else { return [] }
    let contenders = contenders(trials, best)
    let run = try queue(of: range).run
    let measured = try await withThrowingTaskGroup(of: (Int, [SlotColumns]).self) { group in
      var done = [[SlotColumns]](repeating: [], count: contenders.count)
      for (index, contender) in contenders.enumerated() {
        if index >= workers, let (finished, columns) = try await group.next() { done[finished] = columns }
        group.addTask { (index, try run.measure(contender.setting).cases) }
      }
      for try await (finished, columns) in group { done[finished] = columns }
      return done
    }
    return contenders.indices.flatMap { row in
      plan.cases.indices.map { index in
        let own = measured[row][index], kappa = plan.cases[index].kappaSeconds
        return HeldOut(
          setting: contenders[row].label, values: contenders[row].values, caseLabel: plan.cases[index].label,
          measured: own.measured(slots: own.count, kappaSeconds: kappa),
          tunedMinusThis: row == contenders.count - 1
            ? nil : difference(measured[contenders.count - 1][index], own, kappaSeconds: kappa))
      }
    }
  }

  private typealias Contender = (label: String, values: String, setting: Setting)

  private func contenders(_ trials: [Trial], _ best: Trial) -> [Contender] {
    func contender(_ label: String, _ trial: Trial) -> Contender {
      let setting = trial.number == 0 ? Setting.defaults : .values(trial.values)
      return (label, plan.space.text(of: trial.values, between: " "), setting)
    }
    var contenders: [Contender] = [contender("default", trials[0]), ("scenario", "", .asInScenario)]
    if let choice = plan.space.compareBy, case .choice(let words) = plan.space.parameters[choice].domain {
      for (index, word) in words.enumerated() {
        guard let trial = trials.filter({ $0.values[choice] == Double(index) }).best else { continue }
        contenders.append(contender("\(plan.space.parameters[choice].name) \(word)", trial))
      }
    }
    return contenders + [contender("tuned", best)]
  }

  /// Slots count in which both completed tasks, as in `offramp diff`.
  private func difference(
    _ tuned: SlotColumns, _ other: SlotColumns, kappaSeconds: Double
  ) -> PairedDifference? {
    let quantity = plan.space.goal.quantity
    let differences = (0..<min(tuned.count, other.count)).compactMap { slot -> Double? in
      guard let left = tuned.value(of: quantity, slot: slot, kappaSeconds: kappaSeconds),
        let right = other.value(of: quantity, slot: slot, kappaSeconds: kappaSeconds)
      else { return nil }
      return left - right
    }
    return PairedDifference(differences, lessIsBetter: true)
  }
}
