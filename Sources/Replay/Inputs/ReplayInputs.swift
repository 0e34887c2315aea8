package import EdgeModel
package import Simulation
package import TraceIO
import Controllers

/// What all controllers of a replay share: the network, the profile, and the trace slot by slot.
package struct ReplayInputs: ~Copyable {
  /// The measured exits.
  package let profile: ExitProfile
  /// The network.
  package let network: Network
  /// What each controller exits by, in their order.
  package let exits: [Exits]
  private let slotNanoseconds: Int64
  private var rates: LinkRates
  private let speeds: ServerSpeeds
  private var arrivals: ArrivalStream
  private var forecast: SlotForecast
  /// The class mix of every device where difficulty does not drift.
  private let classMix: [ClassVector]
  /// Whether a controller is clairvoyant.
  private let tellsTruth: Bool
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
    /// The true speeds of servers; nil where none ever changes.
    package let speeds: SpeedWindow?
    /// The tasks that arrive during it.
    package let arrivals: [TaskArrival]
    /// The class mix of each device as counted among them; nil where difficulty does not drift.
    package let countedMix: [ClassVector]?
    /// What controllers are told at its start.
    package let forecast: Conditions
    /// The true means over the slot, for clairvoyant controllers alone; nil where there is none.
    package let truth: Conditions?
  }

  /// What replays of one scenario may share: all but the arrivals, which are streamed.
  package struct Shared: Sendable {
    /// The measured exits.
    package let profile: ExitProfile
    /// The network.
    package let network: Network
    fileprivate let rates: LinkRates
    fileprivate let speeds: ServerSpeeds

    /// Reads the exit profile and the traces of links and servers that `scenario` names.
    package init(_ scenario: Scenario) throws(InputError) {
      profile = try ExitProfileFile.read(scenario.profile.file, stageCount: scenario.stages.count)
      network = try ScenarioNetwork.make(scenario, profile: profile)
      rates = try LinkRates(scenario, network: network)
      speeds = try ServerSpeeds(scenario, network: network)
    }

    /// By controller of `scenario`: those of the scenario, or of a profile of its own.
    fileprivate func exits(of scenario: Scenario) throws(InputError) -> [Exits] {
      var read: [String: Exits] = [:], all: [Exits] = []
      for entry in scenario.controllers {
        let file = entry.exitProfile ?? scenario.profile.file
        let exits = if let known = read[file] { known } else { try exits(of: entry, in: scenario) }
        read[file] = exits
        all.append(exits)
      }
      return all
    }

    /// What one controller of `scenario` exits by.
    ///
    /// - Throws: `InputError` where its own profile is unsound or of other samples than the scenario's.
    package func exits(of entry: Scenario.Entry, in scenario: Scenario) throws(InputError) -> Exits {
      guard let file = entry.exitProfile else { return Exits(profile: profile, network: network) }
      let own = try ExitProfileFile.read(file, stageCount: scenario.stages.count)
      guard own.sampleCount == profile.sampleCount else {
        throw InputError(
          file, found: "\(own.sampleCount) samples",
          expected: "\(profile.sampleCount), those of \(scenario.profile.file) in the same order",
          advice: "A controller's own profile is another confidence of the same samples")
      }
      return Exits(profile: own, network: try ScenarioNetwork.make(scenario, profile: own))
    }
  }

  /// How far the inputs have come.
  struct State: Codable {
    fileprivate let arrivals: ArrivalStream.State
    fileprivate let forecast: SlotForecast
    /// Slots done.
    let slot: Int
  }

  /// Where the inputs stand.
  var state: State { State(arrivals: arrivals.state, forecast: forecast, slot: slot) }

  /// Goes to where other inputs of the same scenario stood.
  mutating func restore(_ state: State) throws(InputError) {
    try arrivals.restore(state.arrivals)
    (forecast, slot) = (state.forecast, state.slot)
  }

  /// Opens everything that `scenario` names.
  package init(_ scenario: Scenario) throws(InputError) {
    try self.init(scenario, sharing: try Shared(scenario))
  }

  /// Opens the arrivals that `scenario` names, from slot 0, beside what was read from it before.
  package init(_ scenario: Scenario, sharing shared: Shared) throws(InputError) {
    let arrivals = try ArrivalStream(scenario, profile: shared.profile)
    exits = try shared.exits(of: scenario)
    profile = shared.profile
    network = shared.network
    rates = shared.rates
    speeds = shared.speeds
    classMix = [ClassVector](repeating: shared.profile.classMix, count: shared.network.deviceCount)
    self.arrivals = arrivals
    slotNanoseconds = SimulationTime(seconds: scenario.slotSeconds).nanoseconds
    tellsTruth = ControllerEntry.all.contains { entry in
      entry.isClairvoyant && scenario.controllers.contains { $0.name == entry.name }
    }
    forecast = SlotForecast(scenario, network: network, profile: profile)
  }

  /// The next slot.
  package mutating func nextSlot() throws(InputError) -> Slot {
    let start = SimulationTime(nanoseconds: Int64(slot) * slotNanoseconds)
    let end = SimulationTime(nanoseconds: Int64(slot + 1) * slotNanoseconds)
    let window = rates.window(from: start, to: end), speed = speeds.window(from: start, to: end)
    let tasks = try arrivals.tasks(before: end)
    let counted = arrivals.drift?.measured(tasks)
    let next = Slot(
      index: slot, window: window, speeds: speed, arrivals: tasks, countedMix: counted,
      forecast: forecast.conditions(opening: window, speed),
      truth: tellsTruth ? truth(tasks, window, speed) : nil)
    forecast.learn(tasks, window, speed, classMix: counted)
    slot += 1
    return next
  }

  private func truth(_ tasks: [TaskArrival], _ window: RateWindow, _ speeds: SpeedWindow?) -> Conditions {
    let middle = SimulationTime(nanoseconds: window.start.nanoseconds + slotNanoseconds / 2)
    return TrueConditions.means(
      of: tasks, window, speeds, network: network, classMix: arrivals.drift?.mixes(at: middle) ?? classMix)
  }

  /// Where the arrival trace ended in its own time, once the replay has come that far.
  package var arrivalsEnd: SimulationTime? { arrivals.traceEnd.map(SimulationTime.init(nanoseconds:)) }

  /// The files a scenario reads, each once, in order of first mention.
  package static func files(of scenario: Scenario) -> [String] {
    let traces = scenario.stages.flatMap { stage -> [String] in
      let speeds = stage.servers.compactMap(\.speed?.file)
      guard case .trace(let file, _, _) = stage.bandwidth else { return speeds }
      return [file] + speeds
    }
    let profiles = [scenario.profile.file] + scenario.controllers.compactMap(\.exitProfile)
    return ([scenario.path] + profiles + [scenario.arrivals.file] + traces).reduce(into: []) {
      if !$0.contains($1) { $0.append($1) }
    }
  }
}
