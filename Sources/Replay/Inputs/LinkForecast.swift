import Simulation

/// What controllers expect of link rates, by arc and in bit/s.
///
/// Without settings the rates in force at the end of the slot before. `ewma` makes it an exponentially weighted mean of the
/// mean rates of slots; `link_quantile` the rates in force, but no more than a low quantile of the mean rates of the last
/// slots: a link that fades now and then is not trusted again the moment it is back.
struct LinkForecast: Codable {
  private let forecast: Scenario.Forecast
  private var history: RateHistory?
  private var expected: [Double]?

  init(_ forecast: Scenario.Forecast) {
    self.forecast = forecast
    history = forecast.linkQuantile.map { RateHistory(share: $0.share, slots: $0.slots) }
  }

  /// The expected rates; those at the first instant of `opening` before anything was measured.
  func bitsPerSecond(opening: RateWindow) -> [Double] {
    expected ?? opening.first.dropLast().map { opening.bitsPerSecond[$0] }
  }

  /// Takes in the rates of a slot that is over.
  mutating func learn(_ window: RateWindow) {
    if forecast.linkQuantile != nil {
      history?.append(window.meanBitsPerSecond)
      expected = history?.quantiles(below: window.lastBitsPerSecond)
    } else if let weight = forecast.meanWeight {
      let means = window.meanBitsPerSecond
      expected = expected.map { zip($0, means).map { $0 + weight * ($1 - $0) } } ?? means
    } else {
      expected = window.lastBitsPerSecond
    }
  }
}
