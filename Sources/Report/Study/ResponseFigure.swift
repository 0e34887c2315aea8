import Replay
import Tuning

extension StudyView {
  /// What is minimised against the values of one parameter, a line per case.
  func responseFigure(_ parameter: Int) -> Figure {
    let info = header.parameters[parameter], labels = header.cases.map(\.label)
    let tried = trials.filter { $0.values[parameter] != nil }
      .sorted { ($0.values[parameter] ?? 0, $0.number) < ($1.values[parameter] ?? 0, $1.number) }
    let values = tried.map { $0.values[parameter] ?? 0 }
    var panel = responsePanel(info, values)
    var table = Table()
    table.add(info.name, values)
    for index in labels.indices {
      let own = tried.map { value(of: $0, in: index) }
      if header.parameters.count == 1 { panel.line(curve(tried, values, index), of: index) }
      for (trial, point) in zip(tried, zip(values, own)) {
        mark(trial, at: point, of: index, info, in: &panel)
      }
      table.add("\(header.goal.quantity):\(labels[index])", own)
    }
    return Figure(
      name: "response-\(info.name)", title: "\(header.goal.quantity) against \(info.name)",
      caption:
        "Filled: replayed to the end. Small: stopped early, at the incumbent's value plus the difference to it "
        + "over the slots that both have. A cross at the top: diverged, more than twice the best or a twentieth of the "
        + "tasks left in the network."
        + (info.domain.isChoice ? " Words are numbered in the order of the space, from 0." : ""),
      alternative:
        "What is minimised against \(info.name), a line per case: \(labels.joined(separator: "; ")).",
      size: (Figure.width, 320), drawing: panel.svg, table: table, legend: labels)
  }

  private func responsePanel(_ info: Parameter, _ values: [Double]) -> Panel {
    let cases = header.cases.indices
    let near = cases.flatMap { index in
      trials.filter { !isDiverged($0, in: index) }.compactMap { value(of: $0, in: index) }
    }
    return Panel(
      "\(header.goal.quantity) over \(info.name): lower is better", key: "\(header.goal.quantity)",
      in: Frame(x: 58, y: 22, width: Figure.width - 68, height: 270),
      x: (info.domain.isLogarithmic ? .log(values) : .linear(values), .plain), y: (.linear(near), unit))
  }

  /// The points of the line: trials replayed to the end that did not diverge.
  private func curve(_ tried: [Trial], _ values: [Double], _ index: Int) -> [(x: Double, y: Double?)] {
    zip(tried, values).filter { $0.0.status == .complete && !isDiverged($0.0, in: index) }
      .map { (x: $0.1, y: value(of: $0.0, in: index)) }
  }

  private func mark(
    _ trial: Trial, at point: (Double, Double?), of index: Int, _ info: Parameter, in panel: inout Panel
  ) {
    let words =
      "trial \(trial.number), \(info.name) \(info.domain.text(of: point.0)), \(header.cases[index].label): "
      + text(point.1)
    guard let height = point.1, !isDiverged(trial, in: index) else {
      let top = panel.vertical.upper
      panel.cross(point.0, top, of: index, size: 4, note: words + ", diverged")
      return
    }
    panel.point(
      point.0, height, of: index, size: trial.status == .complete ? 4 : 2,
      note: words + (trial.status == .complete ? "" : ", stopped after \(trial.slots) slots"))
  }

  /// How the best value falls with the slots replayed.
  var searchFigure: Figure {
    var slots = 0.0, best: Trial?
    var spent: [Double] = [], reached: [Double?] = []
    for trial in trials {
      slots += Double(trial.slots * trial.cases.count)
      if trial.status == .complete, best.map(trial.isBetter(than:)) ?? true { best = trial }
      spent.append(slots)
      reached.append(best?.value)
    }
    var panel = Panel(
      "best \(header.goal.quantity) so far over slots replayed", key: "best",
      in: Frame(x: 58, y: 22, width: Figure.width - 68, height: 270), x: (.exactly(0, slots), .plain),
      y: (.linear(reached.compactMap { $0 }), unit))
    panel.line(zip(spent, reached).map { (x: $0, y: $1) }, of: 0)
    var table = Table()
    table.add("slots", spent)
    table.add("best:value", reached)
    return Figure(
      name: "search", title: "The search",
      caption: "Slots of all cases of all trials, stopped ones included, in the order of trials.",
      alternative: "The best value so far falls to \(text(best?.value)) after \(Int(slots)) slots.",
      size: (Figure.width, 320), drawing: panel.svg, table: table, legend: [])
  }
}
