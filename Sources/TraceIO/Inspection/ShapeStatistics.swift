/// Statistics of an inspected trace that need its shape over time, ready to be printed.
struct ShapeStatistics {
  /// The percents of the percentiles.
  static let percents = [1, 5, 25, 50, 75, 95, 99]

  /// Rates of rows, or tasks of all sources per step.
  let values: ValueHistogram
  /// At each of ``Autocorrelation/lags``.
  let autocorrelations: [Autocorrelation.Estimate]
  /// How many series those are of; of arrivals, all of them together are one.
  let correlatedSeries: Int
  /// In windows of each of ``CountDispersion/windows``; empty for bandwidth.
  let dispersions: [CountDispersion]

  init(_ inspection: TraceInspection) {
    if inspection.kind.holds {
      values = inspection.rates
      autocorrelations = inspection.details.estimates
      correlatedSeries = inspection.details.details.count
      dispersions = []
    } else {
      values = inspection.arrivals.histogram
      autocorrelations = Autocorrelation.lags.indices.map { lag in
        var estimate = Autocorrelation.Estimate()
        inspection.arrivals.autocorrelation.add(to: &estimate, lag: lag)
        return estimate
      }
      correlatedSeries = 1
      dispersions = inspection.arrivals.dispersions
    }
  }
}

extension TraceInspection {
  /// The columns of the sparkline of all series together: the mean rate of rows, or the sum of tasks.
  var columns: [Double?] { sparkline.columns(columnCount, summing: !kind.holds) }

  /// The first ``listed`` series by number, each with the columns of its sparkline.
  var listedSeries: [(number: Int, columns: [Double?])] {
    details.details.prefix(listed).map {
      ($0.series, $0.sparkline.columns(columnCount, summing: !kind.holds))
    }
  }

  private var columnCount: Int { Int((lastNanoseconds - firstNanoseconds) / columnNanoseconds) + 1 }
}
