extension TraceInspection {
  /// The most series that are listed one by one.
  private static let mostListed = 32

  /// The inspection for people: aligned lines, and a table of the series when they are few.
  package var table: String {
    var lines = notes.flatMap { $0.split(separator: "\n") }.map { ("note", escaped(String($0))) }
    lines.append(("kind", "\(kind.rawValue) (\(kind.columns.joined(separator: ",")))"))
    lines.append(("rows", grouped(all.rows)))
    lines.append((kind.seriesNoun + "s", grouped(seriesCount)))
    lines.append(
      ("time", "\(TraceTime.seconds(firstNanoseconds)) s to \(TraceTime.seconds(lastNanoseconds)) s"))
    lines.append(("steps", stepLine))
    if kind != .arrivalEvents { lines.append((kind.columns[2], valueLine)) }
    let summary = lines.map { $0.0.padded(to: 12) + $0.1 }
    let listed = seriesCount <= TraceInspection.mostListed ? [""] + seriesLines : []
    return (["\(path)"] + summary + listed).joined(separator: "\n")
  }

  private var stepLine: String {
    guard let step = stepNanoseconds else { return "none" }
    let sizes = [step.smallest, step.median, step.largest].map { TraceTime.seconds($0) + " s" }
    return "\(sizes[0]) smallest, \(sizes[1]) median, \(sizes[2]) largest; "
      + "\(counted(gaps, "gap")), \(grouped(repeated)) repeated"
  }

  private var valueLine: String {
    let percent = (200 * all.zeros + all.rows) / (2 * all.rows)
    return "\(fixed(all.smallest)) smallest, \(fixed(all.mean)) mean, \(fixed(all.largest)) largest; "
      + "\(counted(all.zeros, "zero")) (\(percent) %)"
  }

  private var seriesLines: [String] {
    let header = [kind.seriesNoun, "rows", "smallest", "mean", "largest", "zeros"]
    let rows = each.indices.filter { each[$0].rows > 0 }.map { number in
      let one = each[number]
      return [
        series.name(of: number), grouped(one.rows), fixed(one.smallest), fixed(one.mean), fixed(one.largest),
        grouped(one.zeros),
      ]
    }
    let widths = header.indices.map { column in ([header] + rows).map { $0[column].count }.max() ?? 0 }
    return ([header] + rows).map { row in
      row.indices.map { row[$0].padded(to: widths[$0], right: $0 > 0) }.joined(separator: "  ")
    }
  }

  /// A value with a thousands separator and, when it is small, three decimals.
  private func fixed(_ value: Double) -> String {
    guard value < 1e15 else { return value.description }
    if value >= 1000 || value == value.rounded() { return grouped(Int(value.rounded())) }
    let thousandths = Int((value * 1000).rounded())
    return "\(thousandths / 1000)." + String(String(1000 + thousandths % 1000).dropFirst())
  }
}

extension TraceKind {
  /// What a series of this kind is.
  var seriesNoun: String { self == .bandwidth ? "link" : "source" }
}

extension String {
  /// The text filled up with spaces to `width` characters, on the left when it is to stand on the right.
  fileprivate func padded(to width: Int, right: Bool = false) -> String {
    let space = String(repeating: " ", count: max(0, width - count))
    return right ? space + self : self + space
  }
}
