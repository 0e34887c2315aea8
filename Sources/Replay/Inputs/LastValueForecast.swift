import EdgeModel
import Simulation
import StateCoding

/// What controllers expect of the slot to come: that it is like what was last measured.
///
/// Arrival rates are those counted in the slot before, link rates those in force at its end. Before the first slot
/// nothing was counted: the scenario's planning figure stands in, spread evenly, and the rates in force at time 0.
struct LastValueForecast: Codable {
  @Shared private var network: Network
  private let classMix: ClassVector
  private let slotSeconds: Double
  private var arrivalRate: [Double]
  private var bitsPerSecond: [Double]?

  init(_ scenario: Scenario, network: Network, profile: ExitProfile) {
    _network = Shared(wrappedValue: network)
    classMix = profile.classMix
    slotSeconds = scenario.slotSeconds
    let planned = scenario.arrivals.nominalPerSecond / Double(network.deviceCount)
    arrivalRate = [Double](repeating: planned, count: network.deviceCount)
  }

  /// The conditions to expect; `opening` is read at its first instant only, and only before the first slot.
  mutating func conditions(opening: RateWindow) -> Conditions {
    let rates = bitsPerSecond ?? opening.first.dropLast().map { opening.bitsPerSecond[$0] }
    bitsPerSecond = rates
    let transmission = rates.indices.map { arc in
      let layer = network.layers[network.layerOfNode[network.head[arc]]]
      return Conditions.transmissionSeconds(bytes: layer.inputBytes, bitsPerSecond: rates[arc])
    }
    return Conditions(
      arrivalRate: arrivalRate, classMix: [ClassVector](repeating: classMix, count: network.deviceCount),
      transmissionSeconds: transmission)
  }

  /// Takes in what a slot has shown, once it is over.
  mutating func learn(_ arrivals: [TaskArrival], _ window: RateWindow) {
    var count = [Int](repeating: 0, count: network.deviceCount)
    for arrival in arrivals { count[arrival.device] += 1 }
    arrivalRate = count.map { Double($0) / slotSeconds }
    bitsPerSecond = window.first.dropFirst().map { window.bitsPerSecond[$0 - 1] }
  }
}
