extension RunView {
  /// Delay over time, with what arrives and the slowest link in use under it.
  var delayFigure: Figure {
    TimeFigure(
      run: self,
      contents: [
        .init(
          title: "mean delay of tasks that ended in the slot", quantity: "delay_mean_s", unit: .seconds,
          kind: .log, height: 190, lines: series.map { ($0.label, $0.delay) }),
        .init(
          title: "tasks that arrive per second", quantity: "arrivals_per_s", unit: .plain, kind: .linear,
          height: 60, startsAtZero: true, lines: series.prefix(1).map { (nil, $0.arrivalRate) }),
        .init(
          title: "slowest link in use: time to send one task", quantity: "worst_link_s", unit: .seconds,
          kind: .log, height: 90, lines: series.map { ($0.label, $0.worstLink) }),
      ]
    ).figure(
      "delay", "Delay over time",
      caption:
        "A link is in use from 1 % of its sender's tasks on; at 60 s it is in outage. Delay is on a log scale.",
      alternative:
        "Lines of mean delay over time for \(labels.joined(separator: ", ")), the arrival rate and the "
        + "slowest link each plan uses under them.")
  }

  /// Thresholds over time, a panel per stage.
  var thresholdFigure: Figure {
    let stages = Set(series.flatMap { $0.thresholds.keys }).sorted()
    return TimeFigure(
      run: self,
      contents: stages.map { stage in
        .init(
          title: "stage \(stage): mean threshold", quantity: "threshold_stage_\(stage)", unit: .plain,
          kind: .linear, height: 110,
          lines: series.map { ($0.label, $0.thresholds[stage] ?? Series(slots: directory.slots)) })
      }
    ).figure(
      "thresholds", "Thresholds over time",
      caption:
        "A task leaves a stage when its confidence reaches the threshold; 1.01 is never. The mean is over the "
        + "nodes of the stage.",
      alternative: "Lines of the mean exit threshold over time, a panel for each of stages "
        + stages.map { "\($0)" }.joined(separator: ", ") + ".")
  }

  /// What a decision costs and how far from the optimum it is.
  var effortFigure: Figure {
    TimeFigure(
      run: self,
      contents: [
        .init(
          title: "optimality gap, a bound", quantity: "gap_s", unit: .seconds, kind: .log, height: 110,
          lines: series.map { ($0.label, $0.gap) }),
        .init(
          title: "rounds per slot", quantity: "rounds", unit: .plain, kind: .linear, height: 80,
          startsAtZero: true,
          lines: series.map { ($0.label, $0.rounds) }),
        .init(
          title: "messages per slot", quantity: "messages", unit: .plain, kind: .linear, height: 80,
          startsAtZero: true,
          lines: series.map { ($0.label, $0.messages) }),
      ]
    ).figure(
      "effort", "Optimality gap, rounds and messages",
      caption:
        "The gap bounds from above how much better the objective could be at the same thresholds, in the model. "
        + "Rules that do not search exchange nothing.",
      alternative:
        "Lines of the certified optimality gap, of rounds and of messages per slot, one per controller.")
  }
}
