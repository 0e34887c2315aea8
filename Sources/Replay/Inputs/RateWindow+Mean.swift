import Simulation

extension RateWindow {
  /// The mean rate of every arc over the window, weighted by time, in bit/s.
  var meanBitsPerSecond: [Double] {
    let first = first.span, time = time.span, rates = bitsPerSecond.span
    let length = Double((end - start).nanoseconds)
    return (0..<arcCount).map { arc in
      let last = first[arc + 1] - 1
      if first[arc] == last { return rates[last] }
      var sum = rates[last] * Double((end - time[last]).nanoseconds)
      for piece in first[arc]..<last {
        sum += rates[piece] * Double((time[piece + 1] - time[piece]).nanoseconds)
      }
      return sum / length
    }
  }

  /// The rate of every arc at the end of the window, in bit/s.
  var lastBitsPerSecond: [Double] {
    let first = first.span, rates = bitsPerSecond.span
    return (0..<arcCount).map { rates[first[$0 + 1] - 1] }
  }
}
