@testable import TraceIO

/// A trace in memory, and the statistics of an inspection computed the slow way: all values at hand, in two passes.
struct InspectionOracle {
  var kind: TraceKind
  var rows: [(time: Int64, series: Int, value: Double)]

  /// The rows of a canonical trace.
  init(path: String) throws {
    var reader = try TraceReader(path: path)
    (kind, rows) = (reader.kind, [])
    while let batch = try reader.nextBatch() {
      for row in 0..<batch.count {
        rows.append((batch.timeNanoseconds[row], Int(batch.series[row]), batch.values[row]))
      }
    }
  }

  /// The values that percentiles are of, sorted.
  func values(step: Int64) -> [Double] {
    (kind.holds ? rows.map(\.value) : tasksPerStep(step)).sorted()
  }

  /// Tasks of all sources in each step from the first row to the last.
  func tasksPerStep(_ step: Int64) -> [Double] {
    var tasks = [Double](repeating: 0, count: Int((rows[rows.count - 1].time - rows[0].time) / step) + 1)
    for row in rows { tasks[Int((row.time - rows[0].time) / step)] += row.value }
    return tasks
  }

  /// Variance over mean of the tasks in full windows of `steps` steps.
  func dispersion(step: Int64, steps: Int) -> Double? {
    let tasks = tasksPerStep(step)
    let windows = (0..<tasks.count / steps).map { tasks[($0 * steps)..<(($0 + 1) * steps)].reduce(0, +) }
    let mean = windows.reduce(0, +) / Double(windows.count)
    guard windows.count > 1, mean > 0 else { return nil }
    let squares = windows.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    return squares / Double(windows.count - 1) / mean
  }

  /// The autocorrelation at a lag, and how many pairs it is of.
  func autocorrelation(step: Int64, lag: Int) -> (pairs: Int, value: Double?) {
    var pairs = 0, products = 0.0, squares = 0.0
    for series in chains(step) {
      let mean = series.values.reduce(0, +) / Double(series.count)
      for (number, value) in series {
        squares += (value - mean) * (value - mean)
        guard let later = series[number + lag] else { continue }
        pairs += 1
        products += (value - mean) * (later - mean)
      }
    }
    return (pairs, pairs > 0 && squares > 0 ? products / squares : nil)
  }

  /// The chains of values by step: each link's rates, or all tasks together.
  private func chains(_ step: Int64) -> [[Int: Double]] {
    if !kind.holds {
      return [Dictionary(uniqueKeysWithValues: tasksPerStep(step).enumerated().map { ($0, $1) })]
    }
    return Set(rows.map(\.series)).sorted().prefix(SeriesDetails.most).map { series in
      let own = rows.filter { $0.series == series }
      var values: [Int: Double] = [:]
      for row in own {
        let number = Int((Double(row.time - own[0].time) / Double(step)).rounded())
        if values[number] == nil { values[number] = row.value }
      }
      return values
    }
  }

  /// The columns of a sparkline: the mean rate or the sum of tasks in each stretch of `width`.
  func columns(of series: Int?, width: Int64) -> [Double?] {
    let first = rows[0].time
    var columns = [[Double]](repeating: [], count: Int((rows[rows.count - 1].time - first) / width) + 1)
    for row in rows where series == nil || row.series == series {
      columns[Int((row.time - first) / width)].append(row.value)
    }
    return columns.map { values in
      if values.isEmpty { return nil }
      let sum = values.reduce(0, +)
      return kind.holds ? sum / Double(values.count) : sum
    }
  }
}
