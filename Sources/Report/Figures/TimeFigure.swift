/// Quantities over time, one panel above the other on a common time axis.
struct TimeFigure {
  /// One panel's content.
  struct Content {
    let title: String
    /// Name of the columns, e.g. `delay_mean_s`.
    let quantity: String
    let unit: AxisUnit
    let kind: Scale.Kind
    let height: Double
    /// Whether the axis begins at 0; a logarithmic one cannot.
    var startsAtZero = false
    /// One line per controller; a single one without a label is common to all.
    let lines: [(label: String?, series: Series)]
  }

  let run: RunView
  let contents: [Content]

  /// The figure, with the panels in the order given.
  func figure(_ name: String, _ title: String, caption: String, alternative: String) -> Figure {
    var drawing = "", table = Table(), top = 22.0
    if let first = contents.first?.lines.first?.series { table.add("start_s", run.starts(first)) }
    for (index, content) in contents.enumerated() {
      var panel = panel(content, top: top)
      panel.isLabelled = index == contents.count - 1
      drawing += panel.svg
      top += content.height + 26
      for line in content.lines { table.add(content.quantity, of: line.label ?? "all", line.series) }
    }
    return Figure(
      name: run.name(name), title: run.title(title),
      caption: caption + run.rule(contents.first?.lines.first?.series), alternative: alternative,
      size: (Figure.width, top), drawing: drawing, table: table, legend: run.labels)
  }

  private func panel(_ content: Content, top: Double) -> Panel {
    let series = content.lines.map(\.series)
    let values = series.flatMap { $0.minimum.compactMap { $0 } + $0.maximum.compactMap { $0 } }
    let isLog = content.kind == .log && values.contains { $0 > 0 }
    var panel = Panel(
      content.title, key: content.quantity,
      in: Frame(x: 58, y: top, width: Figure.width - 68, height: content.height), x: run.time,
      y: (isLog ? .log(values) : .linear(values, fromZero: content.startsAtZero), content.unit))
    for (index, line) in content.lines.enumerated() where line.label != nil && !line.series.isWhole {
      let middles = run.middles(line.series)
      panel.band(
        middles.indices.map { (middles[$0], line.series.minimum[$0], line.series.maximum[$0]) }, of: index)
    }
    for (index, line) in content.lines.enumerated() {
      let points = zip(run.middles(line.series), line.series.mean).map { (x: $0, y: $1) }
      panel.line(points, of: line.label == nil ? nil : index)
    }
    return panel
  }
}
