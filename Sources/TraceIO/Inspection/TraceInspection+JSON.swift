extension TraceInspection {
  /// The inspection for programs: one JSON object on one line, in docs/formats.md.
  package var json: String {
    var text = ""
    writeJSON { text += $0 }
    return text
  }

  /// Hands the same out piece by piece, since a trace may have a million series.
  package func writeJSON(_ write: (String) -> Void) {
    let shape = ShapeStatistics(self)
    let step = stepsNanoseconds
    let fields: [(String, String)] = [
      ("file", quoted(path)), ("kind", quoted(kind.rawValue)),
      ("notes", array(notes.map(quoted))),
      ("rows", "\(all.rows)"), ("series", "\(seriesCount)"),
      ("first_s", TraceTime.seconds(firstNanoseconds)), ("last_s", TraceTime.seconds(lastNanoseconds)),
      ("interval_s", TraceTime.seconds(smallestStepNanoseconds)),
      ("step_smallest_s", seconds(step?.smallest)), ("step_median_s", seconds(step?.median)),
      ("step_largest_s", seconds(step?.largest)),
      ("gaps", "\(gaps)"), ("repeated", "\(repeated)"),
      ("zeros", "\(all.zeros)"), ("min", "\(all.smallest)"), ("mean", "\(all.mean)"),
      ("max", "\(all.largest)"), ("total", "\(all.total)"),
      ("step_s", seconds(stepNanoseconds)), ("percentiles", percentiles(shape)),
      ("autocorrelation", autocorrelation(shape)), ("dispersion", dispersion(shape)),
      ("sparkline", sparklineOfAll),
    ]
    write("{" + fields.map { "\"\($0.0)\": \($0.1)" }.joined(separator: ", ") + ", \"per_series\": [")
    writeSeries(write)
    write("]}")
  }

  private func writeSeries(_ write: (String) -> Void) {
    var listed = listedSeries[...]
    var separator = ""
    for number in seriesNumbers {
      let one = summary(of: number)
      var fields: [(String, String)] = [
        ("name", quoted(series.name(of: number))), ("rows", "\(one.rows)"), ("zeros", "\(one.zeros)"),
        ("min", "\(one.smallest)"), ("mean", "\(one.mean)"), ("max", "\(one.largest)"),
        ("total", "\(one.total)"),
      ]
      if listed.first?.number == number, let detail = listed.popFirst() {
        fields.append(("sparkline", array(detail.columns.map(orNull))))
      }
      write(separator + object(fields))
      separator = ", "
    }
  }

  private func percentiles(_ shape: ShapeStatistics) -> String {
    let values = shape.values
    let found = zip(ShapeStatistics.percents, values.percentiles(ShapeStatistics.percents))
    let ends = [("min", "\(values.smallest)")] + found.map { ("p\($0)", "\($1)") }
    let of = kind.holds ? "\(kind.columns[2]) of rows" : "tasks of all sources per step"
    return object(
      [("of", quoted(of)), ("values", "\(values.count)")] + ends + [("max", "\(values.largest)")])
  }

  private func autocorrelation(_ shape: ShapeStatistics) -> String {
    let of =
      kind.holds
      ? "\(kind.columns[2]) of a \(kind.seriesNoun), \(kind.seriesNoun)s pooled"
      : "tasks of all sources per step"
    let lags = zip(Autocorrelation.lags, shape.autocorrelations).map { lag, estimate in
      object([("steps", "\(lag)"), ("pairs", "\(estimate.pairs)"), ("value", orNull(estimate.value))])
    }
    return object([("of", quoted(of)), ("series", "\(shape.correlatedSeries)"), ("lags", array(lags))])
  }

  private func dispersion(_ shape: ShapeStatistics) -> String {
    if kind.holds { return "null" }
    let windows = shape.dispersions.map {
      object([("steps", "\($0.steps)"), ("windows", "\($0.count)"), ("value", orNull($0.value))])
    }
    return object([("of", quoted("tasks of all sources per window")), ("windows", array(windows))])
  }

  private var sparklineOfAll: String {
    let of = kind.holds ? "mean \(kind.columns[2]) of rows" : "tasks"
    return object([
      ("of", quoted(of)), ("column_s", TraceTime.seconds(columnNanoseconds)),
      ("values", array(columns.map(orNull))),
    ])
  }

  private func orNull(_ value: Double?) -> String { value.map { "\($0)" } ?? "null" }

  private func seconds(_ nanoseconds: Int64?) -> String { nanoseconds.map(TraceTime.seconds) ?? "null" }

  private func array(_ items: [String]) -> String { "[" + items.joined(separator: ", ") + "]" }

  private func object(_ fields: [(String, String)]) -> String {
    "{" + fields.map { "\"\($0.0)\": \($0.1)" }.joined(separator: ", ") + "}"
  }

  /// A JSON string.
  private func quoted(_ text: String) -> String {
    let body = text.unicodeScalars.reduce(into: "") { result, scalar in
      switch scalar {
      case "\"", "\\": result += "\\\(scalar)"
      case _ where scalar.value < 0x20:
        result += "\\u" + String(String(0x10000 + scalar.value, radix: 16).dropFirst())
      default: result.unicodeScalars.append(scalar)
      }
    }
    return "\"\(body)\""
  }
}
