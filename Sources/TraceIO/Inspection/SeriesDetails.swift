/// What is kept of few series only: sparklines, and autocorrelations of link rates.
///
/// Those are the ``most`` series with the smallest numbers. Whether a series is one of them is known at its first row, as
/// others can only push it out: so nothing is missed in one pass.
struct SeriesDetails: Sendable {
  /// The most series: with those about to be forgotten they take 3.5 MiB.
  static let most = 1024
  /// How many more are kept until it is worth while to forget some.
  private static let spare = 512

  /// One series.
  struct Detail: Sendable {
    /// Its number.
    var series: Int
    /// Time of its first row in nanoseconds.
    var firstNanoseconds: Int64
    /// Its values over time.
    var sparkline = Sparkline()
    /// Of its rates.
    var autocorrelation = Autocorrelation()
    /// The step of its latest value.
    var lastStep: Int64 = -1
  }

  /// The series, in order after ``prune()``.
  private(set) var details: [Detail] = []
  /// One more than the place in ``details``; 0 without one.
  private var places = SegmentedColumn<UInt16>(0)

  /// A series above this number is none of the few any more.
  private var largest = Int.max

  /// The details of `series`, which has a row at `time`; nil when it is none of the few.
  mutating func place(of series: Int, at time: Int64, isFirstRow: Bool) -> Int? {
    guard isFirstRow else {
      let place = Int(places[series])
      return place == 0 ? nil : place - 1
    }
    guard series < largest else { return nil }
    if details.count == SeriesDetails.most + SeriesDetails.spare { prune() }
    guard series < largest else { return nil }
    details.append(Detail(series: series, firstNanoseconds: time))
    places.reserve(series)
    places[series] = UInt16(details.count)
    return details.count - 1
  }

  /// Forgets all but the series with the smallest numbers, and puts those in order.
  mutating func prune() {
    for detail in details { places[detail.series] = 0 }
    details.sort { $0.series < $1.series }
    if details.count > SeriesDetails.most {
      details.removeLast(details.count - SeriesDetails.most)
      largest = details[SeriesDetails.most - 1].series
    }
    for (place, detail) in details.enumerated() { places[detail.series] = UInt16(place + 1) }
  }

  /// Adds a value to the sparkline at `place`.
  mutating func add(_ value: Double, at place: Int, column: Int) {
    details[place].sparkline.add(value, at: column)
  }

  /// Adds a rate to the autocorrelation at `place`: the first row of a step stands for it.
  mutating func add(rate: Double, at place: Int, time: Int64, step: Int64) {
    let number = (time - details[place].firstNanoseconds + step / 2) / step
    guard number > details[place].lastStep else { return }
    details[place].lastStep = number
    details[place].autocorrelation.add(rate, at: number)
  }

  /// Joins the columns of all sparklines in pairs.
  mutating func joinColumns() {
    for place in details.indices { details[place].sparkline.join() }
  }

  /// The autocorrelation at each lag, all series pooled; after ``prune()``.
  var estimates: [Autocorrelation.Estimate] {
    Autocorrelation.lags.indices.map { lag in
      details.reduce(into: Autocorrelation.Estimate()) { $1.autocorrelation.add(to: &$0, lag: lag) }
    }
  }
}
