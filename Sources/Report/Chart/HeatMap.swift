/// Utilisation by node and time: one path per step of the scale, so that its size follows what changes.
struct HeatMap {
  let rows: [ControllerSeries.Row]
  /// By row and column; nil where nothing is known.
  let values: [[Double?]]
  let frame: Frame
  let time: (Scale, AxisUnit)

  /// The lower ends of the steps of the scale; from the last on a node is overloaded.
  static let steps = [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1]

  private var rowHeight: Double { frame.height / Double(max(rows.count, 1)) }

  /// Cells, the names of rows, the time axis and the key.
  var svg: String {
    var panel = Panel(
      "", key: "utilisation", in: frame, x: time, y: (.exactly(0, Double(rows.count)), .plain), hover: .cell)
    panel.hasVerticalTicks = false
    return cells + panel.svg + names + key
  }

  private var cells: String {
    var paths = [String](repeating: "", count: Self.steps.count)
    for (row, line) in values.enumerated() {
      let width = frame.width / Double(max(line.count, 1)), y = frame.y + Double(row) * rowHeight
      var column = 0
      while column < line.count {
        guard let step = line[column].map(Self.step) else {
          column += 1
          continue
        }
        let first = column
        while column < line.count, line[column].map(Self.step) == step { column += 1 }
        let length = Frame.text(Double(column - first) * width)
        paths[step] +=
          "M\(Frame.text(frame.x + Double(first) * width)) \(Frame.text(y))h\(length)v\(Frame.text(rowHeight))h-\(length)z"
      }
    }
    return paths.enumerated().filter { !$0.element.isEmpty }
      .map { "<path class=\"h\($0.offset)\" d=\"\($0.element)\"/>" }.joined()
      + "<path class=\"x\" d=\"\(paths[Self.steps.count - 1])\"/>"
  }

  private static func step(_ value: Double) -> Int { steps.lastIndex { $0 <= value } ?? 0 }

  /// A name at the first row of each stage and at every n-th after it, so that names do not touch.
  private var names: String {
    var text = "", free = frame.y
    for (index, row) in rows.enumerated() {
      let y = frame.y + Double(index) * rowHeight, isFirst = index == 0 || rows[index - 1].stage != row.stage
      if isFirst, index > 0 {
        text +=
          "<path class=\"d\" d=\"M\(Frame.text(frame.x)) \(Frame.text(y))h\(Frame.text(frame.width))\"/>"
      }
      guard y >= free else { continue }
      free = y + 10.5
      text +=
        "<text class=\"a n\" x=\"\(Frame.text(frame.x - 5))\" y=\"\(Frame.text(y + min(rowHeight, 11) / 2 + 4))\""
      text += " text-anchor=\"end\">\(row.name)</text>"
    }
    return text
  }

  private var key: String {
    let y = frame.y - 16, width = 22.0, left = frame.x + frame.width - width * Double(Self.steps.count)
    var text =
      "<text class=\"a\" x=\"\(Frame.text(left - 6))\" y=\"\(Frame.text(y + 9))\" text-anchor=\"end\">0</text>"
    for step in Self.steps.indices {
      let box =
        "M\(Frame.text(left + Double(step) * width)) \(Frame.text(y))h\(Frame.text(width))v10h-\(Frame.text(width))z"
      text += "<path class=\"h\(step)\" d=\"\(box)\"/>"
      if step == Self.steps.count - 1 { text += "<path class=\"x\" d=\"\(box)\"/>" }
    }
    let end = frame.x + frame.width
    text += "<text class=\"a n\" x=\"\(Frame.text(end - 4))\" y=\"\(Frame.text(y + 9))\" text-anchor=\"end\""
    text += " style=\"fill:var(--bg)\">≥1</text>"
    return text
      + "<text class=\"a\" x=\"\(Frame.text(frame.x))\" y=\"\(Frame.text(y + 9))\">stage/node</text>"
  }
}
