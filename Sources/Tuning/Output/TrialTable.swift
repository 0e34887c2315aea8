import Replay

/// The trials of a study as a table.
struct TrialTable {
  let header: StudyHeader
  let trials: [Trial]

  /// One row per trial: values, then the value, then the mean over cases of what was measured.
  var csv: String {
    let names =
      ["trial", "batch", "status", "slots", "incumbent", "probability"] + header.parameters.map(\.name)
      + ["value", "violation", "objective_s", "delay_s", "accuracy", "messages_per_slot", "in_flight"]
    return ([names] + trials.map(row)).map { $0.joined(separator: ",") }.joined(separator: "\n") + "\n"
  }

  private func row(_ trial: Trial) -> [String] {
    func text(_ number: Double?) -> String { number.map { "\($0)" } ?? "" }
    let measured = zip(trial.cases, header.cases).map {
      $0.measured(slots: $0.count, kappaSeconds: $1.kappaSeconds)
    }
    func mean(_ quantity: (Measured) -> Double?) -> Double? {
      let values = measured.compactMap(quantity)
      return values.count == measured.count ? values.reduce(0, +) / Double(values.count) : nil
    }
    return [
      "\(trial.number)", "\(trial.batch)", trial.status.rawValue, "\(trial.slots)",
      trial.incumbent.map { "\($0)" } ?? "", text(trial.probability),
    ]
      + zip(header.parameters, trial.values).map { parameter, value in
        value.map(parameter.domain.text(of:)) ?? ""
      } + [
        text(trial.value), "\(trial.violation)", text(mean(\.objectiveSeconds)), text(mean(\.delaySeconds)),
        text(mean(\.accuracy)), text(mean { $0.messagesPerSlot }),
        "\(trial.cases.reduce(0) { $0 + $1.inFlight })",
      ]
  }
}
