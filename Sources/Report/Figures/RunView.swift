import Replay

/// One run on the page: the directory and what its log holds over time.
struct RunView {
  /// Sets figures of several runs apart; empty with a single run.
  let tag: String
  let directory: RunDirectoryReader
  let series: [ControllerSeries]

  var labels: [String] { series.map(\.label) }

  /// Start of every bucket of `series`, in s.
  func starts(_ series: Series) -> [Double] {
    (0..<series.bucketCount).map { Double(series.firstSlot(of: $0)) * directory.slotSeconds }
  }

  /// The middle of every bucket, in s.
  func middles(_ series: Series) -> [Double] {
    (0..<series.bucketCount).map {
      Double(series.firstSlot(of: $0) + series.firstSlot(of: $0 + 1)) / 2 * directory.slotSeconds
    }
  }

  /// The time axis of the whole run.
  var time: (Scale, AxisUnit) {
    (.exactly(0, Double(directory.slots) * directory.slotSeconds), .seconds)
  }

  func name(_ figure: String) -> String { tag.isEmpty ? figure : "\(figure)-\(tag)" }
  func title(_ title: String) -> String { tag.isEmpty ? title : "\(title) – run \(tag)" }

  /// How values over time were thinned out, a sentence; empty when they were not.
  func rule(_ series: Series?) -> String {
    guard let series, !series.isWhole else { return "" }
    return
      " \(series.slots) slots in \(series.bucketCount) buckets of equal length: the line is the mean of a bucket, "
      + "the area its minimum and maximum."
  }
}
