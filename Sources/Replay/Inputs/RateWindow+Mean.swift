import Simulation

extension RateWindow {
  /// The mean rate of `arc` over the window, weighted by time, in bit/s.
  func meanBitsPerSecond(of arc: Int) -> Double {
    let pieces = first[arc]..<first[arc + 1]
    if pieces.count == 1 { return bitsPerSecond[pieces.lowerBound] }
    let bits = pieces.reduce(0.0) { sum, piece in
      let until = piece + 1 < pieces.upperBound ? time[piece + 1] : end
      return sum + bitsPerSecond[piece] * (until - time[piece]).seconds
    }
    return bits / (end - start).seconds
  }
}
