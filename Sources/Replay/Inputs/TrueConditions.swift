import EdgeModel
import Simulation

/// What a slot turns out to be, in the mean: what a clairvoyant controller is told before it begins.
///
/// Arrival rates are those counted in the slot, link rates and speeds the means over its time. The class mix is the
/// profile's, or where difficulty drifts what the drift makes of it: that single tasks are hard nobody is told.
enum TrueConditions {
  /// The mean conditions of the slot `window` with `arrivals`.
  ///
  /// - Complexity: O(arrivals + pieces of all arcs).
  static func means(
    of arrivals: [TaskArrival], _ window: RateWindow, _ speeds: SpeedWindow?, network: Network,
    classMix: [ClassVector]
  ) -> Conditions {
    let seconds = (window.end - window.start).seconds
    var count = [Int](repeating: 0, count: network.deviceCount)
    for arrival in arrivals { count[arrival.device] += 1 }
    return Conditions(
      arrivalRate: count.map { Double($0) / seconds },
      classMix: classMix,
      transmissionSeconds: zip(network.taskBytes, window.meanBitsPerSecond).map(
        Conditions.transmissionSeconds),
      speed: speeds?.meanFactors)
  }
}
