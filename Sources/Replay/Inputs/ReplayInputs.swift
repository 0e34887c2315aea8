package import EdgeModel
package import Simulation
package import TraceIO

/// What all controllers of a replay share: the network, the profile, and the trace slot by slot.
package struct ReplayInputs: ~Copyable {
  /// The measured exits.
  package let profile: ExitProfile
  /// The network.
  package let network: Network
  /// What each controller exits by, in their order.
  package let exits: [Exits]
  private let slotNanoseconds: Int64
  private let rates: LinkRates
  private var arrivals: ArrivalStream
  private var forecast: LastValueForecast
  private var slot = 0

  /// The measured exits that a controller uses, and the network with their tables.
  package struct Exits: Sendable {
    package let profile: ExitProfile
    package let network: Network
  }

  /// One slot: what is true, and what was known at its start.
  package struct Slot: Sendable {
    /// The slot's number, from 0.
    package let index: Int
    /// The true link rates, and where the slot begins and ends.
    package let window: RateWindow
    /// The tasks that arrive during it.
    package let arrivals: [TaskArrival]
    /// What controllers are told at its start.
    package let forecast: Conditions
    /// The true means over the slot, for clairvoyant controllers alone.
    package let truth: Conditions
  }

  /// Opens everything that `scenario` names.
  package init(_ scenario: Scenario) throws(InputError) {
    let profile = try ExitProfileFile.read(scenario.profile.file, stageCount: scenario.stages.count)
    let network = try ScenarioNetwork.make(scenario, profile: profile)
    let rates = try LinkRates(scenario, network: network)
    let arrivals = try ArrivalStream(scenario, profile: profile)
    exits = try Self.exits(scenario, Exits(profile: profile, network: network))
    self.profile = profile
    self.network = network
    self.rates = rates
    self.arrivals = arrivals
    slotNanoseconds = SimulationTime(seconds: scenario.slotSeconds).nanoseconds
    forecast = LastValueForecast(scenario, network: network, profile: profile)
  }

  /// By controller: those of the scenario, or of a profile of its own.
  private static func exits(_ scenario: Scenario, _ common: Exits) throws(InputError) -> [Exits] {
    var read: [String: Exits] = [scenario.profile.file: common], exits: [Exits] = []
    for entry in scenario.controllers {
      let file = entry.exitProfile ?? scenario.profile.file
      guard let known = read[file] else {
        let own = try self.exits(in: file, scenario, sampleCount: common.profile.sampleCount)
        read[file] = own
        exits.append(own)
        continue
      }
      exits.append(known)
    }
    return exits
  }

  private static func exits(
    in file: String, _ scenario: Scenario, sampleCount: Int
  ) throws(InputError) -> Exits {
    let profile = try ExitProfileFile.read(file, stageCount: scenario.stages.count)
    guard profile.sampleCount == sampleCount else {
      throw InputError(
        file, found: "\(profile.sampleCount) samples",
        expected: "\(sampleCount), those of \(scenario.profile.file) in the same order",
        advice: "A controller's own profile is another confidence of the same samples")
    }
    return Exits(profile: profile, network: try ScenarioNetwork.make(scenario, profile: profile))
  }

  /// The next slot.
  package mutating func nextSlot() throws(InputError) -> Slot {
    let start = SimulationTime(nanoseconds: Int64(slot) * slotNanoseconds)
    let end = SimulationTime(nanoseconds: Int64(slot + 1) * slotNanoseconds)
    let window = rates.window(from: start, to: end)
    let tasks = try arrivals.tasks(before: end)
    let next = Slot(
      index: slot, window: window, arrivals: tasks, forecast: forecast.conditions(opening: window),
      truth: TrueConditions.means(of: tasks, window, network: network, classMix: profile.classMix))
    forecast.learn(tasks, window)
    slot += 1
    return next
  }

  /// Where the arrival trace ended in its own time, once the replay has come that far.
  package var arrivalsEnd: SimulationTime? { arrivals.traceEnd.map(SimulationTime.init(nanoseconds:)) }

  /// The files a scenario reads, each once, in order of first mention.
  package static func files(of scenario: Scenario) -> [String] {
    let traces = scenario.stages.compactMap { stage -> String? in
      guard case .trace(let file, _, _) = stage.bandwidth else { return nil }
      return file
    }
    let profiles = [scenario.profile.file] + scenario.controllers.compactMap(\.exitProfile)
    return ([scenario.path] + profiles + [scenario.arrivals.file] + traces).reduce(into: []) {
      if !$0.contains($1) { $0.append($1) }
    }
  }
}
