import Glibc

/// The figure of the survey: the share of cold cases that are within 1 % of the best known objective, by round.
enum SurveyFigure {
  /// Drawn at their best-known sizes: 1 where that means something, the paper's rule at every decade.
  private static let lines: [(rule: String, size: Double, colour: String, dash: String)] = [
    ("clearing", 1, "#0072B2", "none"), ("exact", 1, "#D55E00", "7 3"), ("grant", 1, "#009E73", "2 2"),
    ("curvature", 1, "#000000", "9 3 2 3"), ("fixed", 0.1, "#9A9A9A", "none"),
    ("diminishing", 1, "#9A9A9A", "4 4"),
  ]
  private static let width = 360.0, height = 260.0, mostRounds = 300.0

  static func svg(_ rows: [SurveyRow]) -> String {
    var text = """
      <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 900 390" font-family="sans-serif" font-size="12">
      <rect width="900" height="390" fill="white"/>
      <text x="14" y="160" text-anchor="middle" transform="rotate(-90 14 160)">cold runs within 1 % of the best known</text>

      """
    for free in [false, true] {
      let left = free ? 470.0 : 60.0
      let cold = rows.filter { $0.start == "cold" && $0.thresholdsFree == free }
      text += axes(left, title: "thresholds \(free ? "free" : "fixed")")
      for (number, line) in lines.enumerated() {
        let own = cold.filter { $0.rule == line.rule && $0.size == line.size }
        text += curve(own, left, colour: line.colour, dash: line.dash)
        if !free { text += legend(line, number) }
      }
    }
    return text + "</svg>\n"
  }

  private static func axes(_ left: Double, title: String) -> String {
    var text = """
      <text x="\(left + width / 2)" y="20" text-anchor="middle">\(title)</text>
      <path d="M\(left) 30V\(30 + height)H\(left + width)" fill="none" stroke="black"/>
      <text x="\(left + width / 2)" y="325" text-anchor="middle">rounds, logarithmic</text>

      """
    for round in [1.0, 3, 10, 30, 100, 300] {
      text += "<text x=\"\(x(round, left))\" y=\"306\" text-anchor=\"middle\">\(Int(round))</text>\n"
    }
    for share in [0.0, 0.5, 1] {
      text +=
        "<text x=\"\(left - 6)\" y=\"\(y(share) + 4)\" text-anchor=\"end\">\(Int(100 * share)) %</text>\n"
    }
    return text
  }

  private static func curve(_ rows: [SurveyRow], _ left: Double, colour: String, dash: String) -> String {
    guard !rows.isEmpty else { return "" }
    var path = "M\(x(1, left)) \(y(share(rows, within: 1)))"
    for round in 2...Int(mostRounds) {
      path += "H\(x(Double(round), left))V\(y(share(rows, within: round)))"
    }
    return
      "<path d=\"\(path)\" fill=\"none\" stroke=\"\(colour)\" stroke-width=\"2\" stroke-dasharray=\"\(dash)\"/>\n"
  }

  private static func share(_ rows: [SurveyRow], within rounds: Int) -> Double {
    Double(rows.count { ($0.roundsTo[1] ?? .max) <= rounds }) / Double(rows.count)
  }

  private static func legend(
    _ line: (rule: String, size: Double, colour: String, dash: String), _ number: Int
  ) -> String {
    let left = 60 + 140 * Double(number)
    return """
      <path d="M\(left) 360h30" stroke="\(line.colour)" stroke-width="2" stroke-dasharray="\(line.dash)"/>
      <text x="\(left + 36)" y="364">\(line.rule) \(line.size)</text>

      """
  }

  private static func x(_ round: Double, _ left: Double) -> Double {
    tenth(left + width * log2(round) / log2(mostRounds))
  }
  private static func y(_ share: Double) -> Double { tenth(30 + height * (1 - share)) }
  private static func tenth(_ number: Double) -> Double { (number * 10).rounded() / 10 }
}
