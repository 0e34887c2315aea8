import Replay

/// One run on the page: the directory and what its log holds over time.
struct RunView {
  /// Sets figures of several runs apart; empty with a single run.
  let tag: String
  let directory: RunDirectoryReader
  let series: [ControllerSeries]

  var labels: [String] { series.map(\.label) }

  /// So many controllers are drawn unless a reader asks for more.
  static let mostShown = 8

  /// With more controllers than can be told apart, all but those of the lowest objective, the one that verdicts are
  /// against, and the best heuristic.
  var hidden: Set<Int> {
    let all = directory.controllers.indices
    let ranked = all.sorted {
      (directory.controllers[$0]["objective_s"]?.number ?? .infinity, $0)
        < (directory.controllers[$1]["objective_s"]?.number ?? .infinity, $1)
    }
    let marked = [directory.reference, directory.summary["best_heuristic"]?.string].compactMap(\.self)
    let kept = Set(marked.compactMap { directory.labels.firstIndex(of: $0) })
    let shown = kept.union(ranked.filter { !kept.contains($0) }.prefix(Self.mostShown - kept.count))
    return all.count > Self.mostShown + 2 ? Set(all).subtracting(shown) : []
  }

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

  /// The time axis of the whole run, in hours from two on.
  var time: (Scale, AxisUnit) {
    let seconds = Double(directory.slots) * directory.slotSeconds
    return (.exactly(0, seconds), seconds < 7200 ? .seconds : .hours)
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
