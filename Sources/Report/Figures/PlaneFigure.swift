import Replay

extension RunView {
  /// Mean delay against accuracy, a point per controller, with lines of equal objective.
  var planeFigure: Figure {
    let points = directory.controllers.enumerated().compactMap {
      index, controller -> (index: Int, delay: Double, accuracy: Double)? in
      guard let delay = controller["delay_mean_s"]?.number, let accuracy = controller["accuracy"]?.number
      else {
        return nil
      }
      return (index, delay, accuracy)
    }
    var panel = Panel(
      "accuracy over mean delay: up and left is better", key: "accuracy",
      in: Frame(x: 58, y: 22, width: Figure.width - 68, height: 250),
      x: (.log(points.map(\.delay)), .seconds),
      y: (.linear(points.map(\.accuracy)), .percent), hover: .none)
    addObjectiveLines(to: &panel)
    for point in points {
      let note =
        "\(labels[point.index]): \(AxisUnit.seconds.text(point.delay)), \(AxisUnit.percent.text(point.accuracy))"
      panel.point(point.delay, point.accuracy, of: point.index, size: 6, note: note)
    }
    var table = Table()
    table.add("controller_number", points.map { Double($0.index + 1) })
    table.add("delay_mean_s", points.map(\.delay))
    table.add("accuracy", points.map(\.accuracy))
    return Figure(
      name: name("plane"), title: title("Delay and accuracy"),
      caption: "Over all tasks that completed. Dotted lines join points of equal objective, delay + "
        + "\(AxisUnit.seconds.text(directory.kappaSeconds)) × share of wrong answers. Controllers are numbered in the "
        + "order of the legend.",
      alternative: "One point per controller: "
        + points.map {
          "\(labels[$0.index]) at \(AxisUnit.seconds.text($0.delay)) and \(AxisUnit.percent.text($0.accuracy))"
        }.joined(separator: "; ") + ".",
      size: (Figure.width, 300), drawing: panel.svg, table: table, legend: labels)
  }

  private func addObjectiveLines(to panel: inout Panel) {
    let kappa = directory.kappaSeconds
    guard kappa > 0 else { return }
    for objective in Scale.log(directory.controllers.compactMap { $0["objective_s"]?.number }).ticks(4) {
      // T = J - κ (1 - A), drawn where it lies inside the axes.
      let range = panel.vertical.upper - panel.vertical.lower
      let spots = (0...40).map { panel.vertical.lower + range * Double($0) / 40 }
        .map { (x: objective - kappa * (1 - $0), y: $0) }
        .filter { panel.horizontal.lower...panel.horizontal.upper ~= $0.x }
      panel.contour(spots, word: AxisUnit.seconds.text(objective))
    }
  }
}
