import Replay

extension RunView {
  /// The predicted utilisation of every node, or group of nodes, over time: a heat map for controller `index`.
  func utilisationFigure(_ index: Int) -> Figure {
    let entry = series[index], rowHeight = max(3, min(11, 220 / Double(max(entry.rows.count, 1))))
    let frame = Frame(
      x: 58, y: 22, width: Figure.width - 68, height: rowHeight * Double(max(entry.rows.count, 1)))
    var table = Table()
    if let first = entry.utilisation.first { table.add("start_s", starts(first)) }
    for (row, values) in zip(entry.rows, entry.utilisation) {
      table.add("utilisation:\(row.name)", values.maximum)
    }
    let first = entry.utilisation.first
    let merged =
      first.map {
        $0.isWhole ? "" : " \($0.slots) slots in \($0.bucketCount) columns, each the maximum of its slots."
      }
      ?? ""
    return Figure(
      name: name("utilisation-\(index + 1)"), title: title("Utilisation: \(entry.label)"),
      caption:
        "Share of its time that the plan keeps a node busy, as predicted. From 1 on (hatched) its queue grows."
        + (entry.rows.contains { $0.name.contains("-") }
          ? " A row is a group of nodes and shows its busiest." : "")
        + merged,
      alternative:
        "Heat map of predicted utilisation under \(entry.label), a row per node and a column per slot; the "
        + "highest value is \(AxisUnit.short(entry.utilisation.flatMap { $0.maximum.compactMap { $0 } }.max() ?? 0)).",
      size: (Figure.width, frame.y + frame.height + 24),
      drawing: HeatMap(rows: entry.rows, values: entry.utilisation.map(\.maximum), frame: frame, time: time)
        .svg,
      table: table, legend: [])
  }
}
