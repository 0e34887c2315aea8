extension TraceInspection {
  /// The inspection for programs: one JSON object on one line.
  ///
  /// Times are seconds, values tasks or bit/s; `step_*_s` are null without steps.
  package var json: String {
    let step = stepNanoseconds
    let fields: [(String, String)] = [
      ("file", quoted(path)), ("kind", quoted(kind.rawValue)),
      ("notes", "[" + notes.map(quoted).joined(separator: ", ") + "]"),
      ("rows", "\(all.rows)"), ("series", "\(seriesCount)"),
      ("first_s", TraceTime.seconds(firstNanoseconds)), ("last_s", TraceTime.seconds(lastNanoseconds)),
      ("interval_s", TraceTime.seconds(smallestStepNanoseconds)),
      ("step_smallest_s", seconds(step?.smallest)), ("step_median_s", seconds(step?.median)),
      ("step_largest_s", seconds(step?.largest)),
      ("gaps", "\(gaps)"), ("repeated", "\(repeated)"),
    ]
    let series = each.indices.filter { each[$0].rows > 0 }.map { number in
      object([("name", quoted(self.series.name(of: number)))] + values(each[number], rows: true))
    }
    return object(
      fields + values(all, rows: false) + [("per_series", "[" + series.joined(separator: ", ") + "]")])
  }

  private func values(_ summary: SeriesSummary, rows: Bool) -> [(String, String)] {
    (rows ? [("rows", "\(summary.rows)")] : []) + [
      ("zeros", "\(summary.zeros)"), ("min", "\(summary.smallest)"), ("mean", "\(summary.mean)"),
      ("max", "\(summary.largest)"), ("total", "\(summary.total)"),
    ]
  }

  private func seconds(_ nanoseconds: Int64?) -> String { nanoseconds.map(TraceTime.seconds) ?? "null" }

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
