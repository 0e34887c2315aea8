import EdgeModel
import Simulation

/// What controllers expect of the slot to come, made of what was measured in the slots before it: Model section 7.
///
/// Before the first slot nothing was counted: the scenario's planning figure stands in, spread evenly, and the link rates
/// and server speeds in force at time 0. Speeds are those in force at the end of the slot before; class mixes, where
/// difficulty drifts, those counted in it.
struct SlotForecast: Codable {
  private let deviceCount: Int
  /// The size of a task on each arc.
  private let taskBytes: [Double]
  private var classMix: [ClassVector]
  /// The last known speed of every node; nil where none ever changes.
  private var speed: [Double]?
  private let slotSeconds: Double
  private let arrivalWeight: Double
  /// Expected arrivals of each device in 1/s.
  private var arrivalRate: [Double]
  private var hasCounted = false
  private var links: LinkForecast

  init(_ scenario: Scenario, network: Network, profile: ExitProfile) {
    deviceCount = network.deviceCount
    taskBytes = network.taskBytes
    classMix = [ClassVector](repeating: profile.classMix, count: network.deviceCount)
    slotSeconds = scenario.slotSeconds
    arrivalWeight = scenario.forecast.meanWeight ?? 1
    let planned = scenario.arrivals.nominalPerSecond / Double(network.deviceCount)
    arrivalRate = [Double](repeating: planned, count: network.deviceCount)
    links = LinkForecast(scenario.forecast)
  }

  /// The conditions to expect; `opening` is read at its first instant only, and only before the first slot.
  func conditions(opening: RateWindow, _ speeds: SpeedWindow? = nil) -> Conditions {
    let rates = links.bitsPerSecond(opening: opening)
    let transmission = zip(taskBytes, rates).map(Conditions.transmissionSeconds)
    return Conditions(
      arrivalRate: arrivalRate, classMix: classMix, transmissionSeconds: transmission,
      speed: speed ?? speeds?.firstFactors)
  }

  /// Takes in what a slot has shown, once it is over.
  ///
  /// - Parameter mixes: The class mix counted at each device; nil where difficulty does not drift.
  mutating func learn(
    _ arrivals: [TaskArrival], _ window: RateWindow, _ speeds: SpeedWindow? = nil,
    classMix mixes: [ClassVector]? = nil
  ) {
    var count = [Int](repeating: 0, count: deviceCount)
    for arrival in arrivals { count[arrival.device] += 1 }
    // The planning figure is no measurement: the first count takes its place, whatever the weight.
    let weight = hasCounted ? arrivalWeight : 1
    hasCounted = true
    for device in count.indices {
      arrivalRate[device] += weight * (Double(count[device]) / slotSeconds - arrivalRate[device])
    }
    links.learn(window)
    speed = speeds?.lastFactors
    if let mixes { classMix = mixes }
  }
}
