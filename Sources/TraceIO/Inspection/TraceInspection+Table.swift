extension TraceInspection {
  /// The inspection for people: aligned lines, and tables of what varies, over steps and over series.
  package var table: String {
    let shape = ShapeStatistics(self)
    return ([path] + headLines + [""] + percentileLines(shape) + [""] + lagLines(shape) + [""] + seriesLines)
      .joined(separator: "\n")
  }

  private var headLines: [String] {
    var lines = notes.flatMap { $0.split(separator: "\n") }.map { ("note", escaped(String($0))) }
    lines.append(("kind", "\(kind.rawValue) (\(kind.columns.joined(separator: ",")))"))
    lines.append(("rows", grouped(all.rows)))
    lines.append((kind.seriesNoun + "s", grouped(seriesCount)))
    lines.append(
      ("time", "\(TraceTime.seconds(firstNanoseconds)) s to \(TraceTime.seconds(lastNanoseconds)) s"))
    lines.append(("steps", stepLine))
    if kind != .arrivalEvents { lines.append(("zeros", "\(grouped(all.zeros)) of the rows (\(percent) %)")) }
    lines.append(("over time", "\(Sparkline.bars(columns))  \(columnLine)"))
    return lines.map { name, text in name + String(repeating: " ", count: 12 - name.count) + text }
  }

  private var percent: Int { (200 * all.zeros + all.rows) / (2 * all.rows) }

  private var stepLine: String {
    guard let step = stepsNanoseconds else { return "none" }
    let sizes = [step.smallest, step.median, step.largest].map { TraceTime.seconds($0) + " s" }
    return "\(sizes[0]) smallest, \(sizes[1]) median, \(sizes[2]) largest; "
      + "\(counted(gaps, "gap")), \(grouped(repeated)) repeated"
  }

  private var columnLine: String {
    let what = kind.holds ? "mean \(kind.valueNoun) of rows" : "tasks of all sources"
    return "\(what), a bar is \(TraceTime.seconds(columnNanoseconds)) s"
  }

  /// The step, as it stands in headers.
  private var stepText: String { stepNanoseconds.map { TraceTime.seconds($0) + " s" } ?? "no step" }

  private func percentileLines(_ shape: ShapeStatistics) -> [String] {
    let values = shape.values
    let found = [values.smallest] + values.percentiles(ShapeStatistics.percents) + [values.largest]
    let format = ValueFormat(
      kind, largest: values.largest, areWhole: found.allSatisfy { $0 == $0.rounded() })
    let name = kind.holds ? "\(format.unit) of rows" : "tasks per step of \(stepText)"
    let header = [name, "min"] + ShapeStatistics.percents.map { "p\($0)" } + ["max"]
    let note =
      "p50: half of the \(kind.holds ? "rows" : "steps") are at most so much; off by 0.8 % at most"
    return AlignedTable(rows: [header, [""] + found.map(format.text)]).lines + [note]
  }

  private func lagLines(_ shape: ShapeStatistics) -> [String] {
    let header = ["steps of \(stepText)"] + Autocorrelation.lags.map { "\($0)" }
    let correlations = ["autocorrelation"] + shape.autocorrelations.map { ratio($0.value) }
    if kind.holds {
      return AlignedTable(rows: [header, correlations]).lines + [
        "autocorrelation: of a \(kind.seriesNoun)'s \(kind.valueNoun) with itself so many steps later, "
          + "\(counted(shape.correlatedSeries, kind.seriesNoun)) pooled"
      ]
    }
    let dispersions = ["dispersion"] + shape.dispersions.map { ratio($0.value) }
    return AlignedTable(rows: [header, correlations, dispersions]).lines + [
      "autocorrelation: of the tasks of a step with those so many steps later",
      "dispersion: variance / mean of the tasks in windows of so many steps; 1 when arrivals are independent",
    ]
  }

  private func ratio(_ value: Double?) -> String {
    value.map { ValueFormat.fixed($0, decimals: $0.magnitude < 100 ? 3 : 1) } ?? "-"
  }

  private var seriesLines: [String] {
    let listed = listedSeries
    let ones = listed.map { summary(of: $0.number) }
    let format = ValueFormat(
      kind, largest: ones.map(\.largest).max() ?? 0,
      areWhole: ones.allSatisfy { $0.mean == $0.mean.rounded() && $0.largest == $0.largest.rounded() })
    let header = [kind.seriesNoun, "rows", "zeros", "min", "mean", "max", "\(format.unit) over time"]
    let rows = zip(listed, ones).map { detail, one in
      [escaped(series.name(of: detail.number)), grouped(one.rows), grouped(one.zeros)]
        + [one.smallest, one.mean, one.largest].map(format.text) + [Sparkline.bars(detail.columns)]
    }
    let left = seriesCount - listed.count
    let more =
      "and \(grouped(left)) more: --series \(min(seriesCount, SeriesDetails.most)) lists "
      + (seriesCount > SeriesDetails.most ? "\(grouped(SeriesDetails.most)) of them" : "all")
    let note = "bars: in eighths of the largest of the \(kind.seriesNoun); · no row"
    return AlignedTable(rows: [header] + rows, leftColumns: 1).lines + [note] + (left > 0 ? [more] : [])
  }
}

extension TraceKind {
  /// What people call the values that hold.
  fileprivate var valueNoun: String { self == .serverSpeeds ? "speed" : "rate" }
}
