/// One pair of axes of a figure and what is drawn between them, as SVG.
struct Panel {
  /// How a pointer finds a row of the figure's table: by its x, or by its y.
  enum Hover: String { case x, y, cell, none }

  let title: String
  /// The part of the figure's columns that the panel shows: their names up to the colon.
  let key: String
  let frame: Frame
  let horizontal: Scale
  let vertical: Scale
  let horizontalUnit: AxisUnit
  let verticalUnit: AxisUnit
  let hover: Hover
  /// Whether the horizontal axis is labelled; in a stack only the lowest one is.
  var isLabelled = true
  /// Whether the vertical axis has ticks and grid lines.
  var hasVerticalTicks = true
  private var marks = ""

  init(
    _ title: String, key: String, in frame: Frame, x: (Scale, AxisUnit), y: (Scale, AxisUnit),
    hover: Hover = .x
  ) {
    (self.title, self.key, self.frame, self.hover) = (title, key, frame, hover)
    (horizontal, horizontalUnit) = x
    (vertical, verticalUnit) = y
  }

  private func place(_ x: Double, _ y: Double) -> (x: Double, y: Double) {
    (
      frame.x + frame.width * horizontal.fraction(x), frame.y + frame.height * (1 - vertical.fraction(y))
    )
  }

  /// A line through points; a missing y breaks it.
  mutating func line(_ points: [(x: Double, y: Double?)], of series: Int?) {
    var path = "", isDrawing = false
    for point in points {
      guard let y = point.y else {
        isDrawing = false
        continue
      }
      let spot = place(point.x, y)
      path += (isDrawing ? "L" : "M") + Frame.text(spot.x) + " " + Frame.text(spot.y)
      // A value between two gaps would be invisible: a line of no length has round ends.
      if !isDrawing { path += "h0" }
      isDrawing = true
    }
    marks += "<path class=\"l \(Self.style(series))\" d=\"\(path)\"/>"
  }

  /// The area between two lines over the same x.
  mutating func band(_ points: [(x: Double, low: Double?, high: Double?)], of series: Int) {
    let known = points.compactMap { point -> (Double, Double, Double)? in
      guard let low = point.low, let high = point.high else { return nil }
      return (point.x, low, high)
    }
    guard !known.isEmpty else { return }
    let upper = known.map { place($0.0, $0.2) }, lower = known.reversed().map { place($0.0, $0.1) }
    let path = (upper + lower).map { "\(Frame.text($0.x)) \(Frame.text($0.y))" }.joined(separator: "L")
    marks += "<path class=\"b \(Self.style(series))\" d=\"M\(path)Z\"/>"
  }

  /// A marker of the series' own shape, with `note` for whoever points at it.
  mutating func point(_ x: Double, _ y: Double, of series: Int, size: Double, note: String) {
    let spot = place(x, y)
    marks += "<path class=\"m \(Self.style(series))\" d=\"\(Marker.path(series, at: spot, size: size))\">"
    marks += "<title>\(HTML.escaped(note))</title></path>"
  }

  /// A cross in the series' colour, for a value that is off the axis, with `note` for whoever points at it.
  mutating func cross(_ x: Double, _ y: Double, of series: Int, size: Double, note: String) {
    let spot = place(x, y)
    let arms = [(-1.0, -1.0, 1.0, 1.0), (-1, 1, 1, -1)].map {
      "M\(Frame.text(spot.x + size * $0.0)) \(Frame.text(spot.y + size * $0.1))"
        + "L\(Frame.text(spot.x + size * $0.2)) \(Frame.text(spot.y + size * $0.3))"
    }
    marks += "<path class=\"l c\(series % 8)\" d=\"\(arms.joined())\">"
    marks += "<title>\(HTML.escaped(note))</title></path>"
  }

  /// A thin line for reference, such as a diagonal, with a word at its end.
  mutating func rule(from first: (Double, Double), to second: (Double, Double), word: String = "") {
    let a = place(first.0, first.1), b = place(second.0, second.1)
    marks +=
      "<path class=\"r\" d=\"M\(Frame.text(a.x)) \(Frame.text(a.y))L\(Frame.text(b.x)) \(Frame.text(b.y))\"/>"
    if !word.isEmpty {
      marks += text(word, x: b.x - 3, y: b.y + 11, anchor: "end", kind: "w")
    }
  }

  /// A dotted line with a word at its lower end.
  mutating func contour(_ points: [(x: Double, y: Double)], word: String) {
    guard let first = points.first else { return }
    let spots = points.map { place($0.x, $0.y) }
    let path = spots.map { "\(Frame.text($0.x)) \(Frame.text($0.y))" }.joined(separator: "L")
    marks += "<path class=\"r\" d=\"M\(path)\"/>"
    let spot = place(first.x, first.y)
    marks += text(word, x: spot.x + 3, y: spot.y - 3, anchor: "start", kind: "w")
  }

  /// The classes that give a series its colour and dash.
  static func style(_ series: Int?) -> String { series.map { "c\($0 % 8) s\($0)" } ?? "k" }

  /// The panel with axes.
  var svg: String {
    var svg = "<g class=\"panel\" data-key=\"\(HTML.escaped(key))\" data-hover=\"\(hover.rawValue)\""
    svg +=
      " data-frame=\"\(frame.text)\" data-x=\"\(horizontal.attribute)\" data-y=\"\(vertical.attribute)\">"
    svg += text(title, x: frame.x, y: frame.y - 6, anchor: "start", kind: "t")
    for tick in hasVerticalTicks ? vertical.ticks(max(3, Int(frame.height / 32))) : [] {
      let y = frame.y + frame.height * (1 - vertical.fraction(tick))
      svg += "<path class=\"g\" d=\"M\(Frame.text(frame.x)) \(Frame.text(y))h\(Frame.text(frame.width))\"/>"
      svg += text(verticalUnit.text(tick), x: frame.x - 5, y: y + 4, anchor: "end")
    }
    for tick in horizontalUnit.ticks(on: horizontal, 5) {
      let x = frame.x + frame.width * horizontal.fraction(tick), bottom = frame.y + frame.height
      // The last label ends with the axis, so that nothing is cut off.
      let anchor = x > frame.x + frame.width - 16 ? "end" : "middle"
      svg += "<path class=\"g\" d=\"M\(Frame.text(x)) \(Frame.text(frame.y))v\(Frame.text(frame.height))\"/>"
      if isLabelled { svg += text(horizontalUnit.text(tick), x: x, y: bottom + 15, anchor: anchor) }
    }
    return svg + marks + "</g>"
  }

  private func text(_ words: String, x: Double, y: Double, anchor: String, kind: String = "a") -> String {
    "<text class=\"\(kind)\" x=\"\(Frame.text(x))\" y=\"\(Frame.text(y))\" text-anchor=\"\(anchor)\">"
      + HTML.escaped(words) + "</text>"
  }
}

extension Scale {
  /// Kind and ends, as the page's script reads them.
  var attribute: String { "\(kind.rawValue) \(lower) \(upper)" }
}
