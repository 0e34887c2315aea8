/// What is left of a transmission, in bits × 10⁹: bit/s × ns.
///
/// In this unit a rate times a span of whole nanoseconds needs no scaling. For whole rates and tasks below
/// 2⁵³ · 10⁻⁹ bits (1.1 MB) every sum is exact, and so is a quotient rounded up: its distance from a whole number is
/// at least 1/rate, more than half its last place. A transmission then ends at the same nanosecond however it is
/// cut into slots. Otherwise each cut can move the end by 1 ns.
typealias Nanobits = Double

extension RateWindow {
  /// When a transmission that begins at `begin` on `arc` ends: the first whole nanosecond by which the integral of
  /// the rate has reached what is left.
  ///
  /// - Parameters:
  ///   - piece: A piece of `arc` that does not begin after `begin`; moved to the one that `begin` lies in.
  ///   - left: What is left of the transmission at `begin`; when it does not end in this window, reduced by what was
  ///     sent until the window's end.
  /// - Precondition: `begin` lies in the window.
  /// - Returns: The end, at most the window's end, or nil if it lies beyond.
  func end(
    ofTransmissionFrom begin: SimulationTime, on arc: Int, piece: inout Int, left: inout Nanobits
  ) -> SimulationTime? {
    let last = first[arc + 1] - 1
    while piece < last, time[piece + 1] <= begin { piece += 1 }
    var current = piece
    var now = begin
    while left > 0 {
      let until = current < last ? time[current + 1] : end
      let rate = bitsPerSecond[current], span = Double((until - now).nanoseconds)
      let needed = (left / rate).rounded(.up)
      if needed <= span { return now + SimulationTime(nanoseconds: Int64(needed)) }
      left = max(0, left - rate * span)
      now = until
      if current == last { break }
      current += 1
    }
    return left > 0 ? nil : now
  }
}
