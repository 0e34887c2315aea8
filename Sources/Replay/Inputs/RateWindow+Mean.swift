import Simulation

extension RateWindow {
  /// The mean rate of every arc over the window, weighted by time, in bit/s.
  var meanBitsPerSecond: [Double] {
    let first = first.span, time = time.span, rates = bitsPerSecond.span, seconds = (end - start).seconds
    return (0..<arcCount).map { arc in
      let pieces = first[arc]..<first[arc + 1]
      if pieces.count == 1 { return rates[pieces.lowerBound] }
      var bits = 0.0
      for piece in pieces {
        let until = piece + 1 < pieces.upperBound ? time[piece + 1] : end
        bits += rates[piece] * (until - time[piece]).seconds
      }
      return bits / seconds
    }
  }
}
