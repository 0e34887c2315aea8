/// Cutting a trace in time.
package enum TraceSlice {
  /// Copies the rows of `path` whose times lie in `range`, in nanoseconds, to a trace of their own.
  ///
  /// Times, series and values stay what they are; only columns that the kind does not have are left out. A rate that
  /// a link has from before the range is not carried into it.
  /// - Returns: How many rows were copied.
  /// - Throws: On a fault in what is read, and when there is no such row; then there is no file at `output`.
  package static func copy(_ path: String, _ range: Range<Int64>, to output: String) throws(InputError) -> Int
  {
    var reader = try TraceReader(path: path, fromNanoseconds: range.lowerBound)
    let name = path.split(separator: "/").last ?? ""
    let (first, end) = (TraceTime.seconds(range.lowerBound), TraceTime.seconds(range.upperBound))
    var writer = try TraceWriter(
      path: output, kind: reader.kind, note: "rows of \(name) from \(first) s to before \(end) s")
    var rows = 0
    copying: while let batch = try reader.nextBatch() {
      let names = reader.series
      for row in 0..<batch.count {
        if batch.timeNanoseconds[row] >= range.upperBound { break copying }
        try writer.write(
          nanoseconds: batch.timeNanoseconds[row], name: names.name(of: Int(batch.series[row])),
          value: batch.values[row])
        rows += 1
      }
    }
    guard rows > 0 else {
      throw InputError(
        path, found: "no row from \(first) s to before \(end) s", expected: "at least one",
        advice: "See 'offramp trace inspect' for the times it spans")
    }
    try writer.finish()
    return rows
  }
}
