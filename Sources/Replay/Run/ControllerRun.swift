import Controllers
import EdgeModel
import Simulation
import StateCoding

/// One controller with its own world, in lock-step with the others.
struct ControllerRun: Sendable {
  private var controller: any Controller
  private var world: World
  private var reward: Double?
  private var lastPlan: OffloadingPlan?
  private let network: Network
  private let cost: CostModel
  private var recorder: SlotRecorder
  private let isClairvoyant: Bool
  private let seed: UInt64
  /// With `--explain`.
  private let coldStart: ColdStart?

  init(
    _ entry: Scenario.Entry, scenario: Scenario, network: Network, profile: ExitProfile, keepsVisits: Bool,
    explains: Bool = false
  ) throws(SettingError) {
    cost = scenario.cost
    self.network = network
    let listed = try ControllerEntry.named(entry.name)
    coldStart = explains ? ColdStart(listed, entry, network: network, cost: scenario.cost) : nil
    controller = listed.make(network, cost, entry.settings, false)
    isClairvoyant = listed.isClairvoyant
    seed = scenario.seed
    world = World(
      network: network, linkModel: cost.linkModel, profile: profile,
      rules: DropRules(scenario, network: network), seed: scenario.seed, engine: scenario.engine,
      observesQueues: listed.observesQueues)
    recorder = SlotRecorder(
      keepsVisits: keepsVisits,
      totals: ControllerTotals(
        slotSeconds: scenario.slotSeconds, deadlineSeconds: scenario.deadline?.seconds))
  }

  /// Everything that changes from slot to slot but the world. What is added to the run and changes belongs here too.
  struct State: Codable {
    fileprivate let memory: [UInt8]
    fileprivate let reward: Double?
    fileprivate let lastPlan: OffloadingPlan?
    fileprivate let totals: ControllerTotals
  }

  /// Where the run stands.
  func state() throws -> State {
    func memory(_ controller: some Controller) throws -> [UInt8] {
      try StateEncoder.bytes(of: controller.memory)
    }
    return State(
      memory: try memory(controller), reward: reward, lastPlan: lastPlan, totals: recorder.totals)
  }

  /// The world as bytes, in pieces.
  func worldState() throws -> [[UInt8]] { try StateEncoder.pieces(of: world) }

  /// Goes to where another run of the same controller in the same scenario stood, in the world of these bytes.
  mutating func restore(_ state: State, world bytes: [UInt8]) throws {
    func restore(_ controller: inout some Controller) throws {
      controller.memory = try StateDecoder.value(from: state.memory)
    }
    try restore(&controller)
    // Each world keeps its own network and profile: controllers may exit by different ones.
    world = try StateDecoder.value(from: bytes, sharing: world.sharedParts)
    (reward, lastPlan) = (state.reward, state.lastPlan)
    recorder.totals = state.totals
  }

  /// What the run has measured so far.
  var totals: ControllerTotals { recorder.totals }

  /// What one slot brought.
  struct Outcome: Sendable {
    let slot: ReplayInputs.Slot
    let decision: Decision
    /// What the controller decided on, and what the plan makes flow in it.
    let problem: DecisionProblem
    let flows: Flows
    /// The network with the exits that the controller uses.
    let network: Network
    let previousPlan: OffloadingPlan?
    let backlog: Int
    let visits: [Visit]
    let inFlight: Int
    let measured: SlotMeasurement
    /// What a cold start would have given, where it was asked for and the decision was none.
    let coldStart: Decision?
    /// J of the plan under the true means of the slot, in s, where a controller is told them.
    let trueObjectiveSeconds: Double?
    let decideSeconds: Double
    let simulateSeconds: Double
  }

  /// Decides and simulates one slot: reward back, observation in, decision out, world on.
  ///
  /// - Parameter threads: How many threads the decision may take.
  mutating func advance(_ slot: ReplayInputs.Slot, threads: Int) -> Outcome {
    let clock = ContinuousClock(), begun = clock.now
    let backlog = world.backlog(at: slot.window.start)
    controller.receive(reward: reward)
    let conditions = isClairvoyant ? slot.truth ?? slot.forecast : slot.forecast
    let observation = Observation(
      slot: slot.index, conditions: conditions, backlog: backlog, threads: threads, seed: seed)
    let decision = controller.decide(observation)
    let decided = clock.now
    let cold = coldStart?.alternative(to: decision, on: observation)
    let trueObjective = slot.truth.map { truth in
      Evaluation(DecisionProblem(network: network, cost: cost, conditions: truth), decision.plan)
        .objectiveSeconds
    }
    let judged = clock.now
    recorder.visits = []
    recorder.totals.begin(arrivals: slot.arrivals.count, decision, trueObjectiveSeconds: trueObjective)
    world.advance(
      through: slot.window, speeds: slot.speeds, arrivals: slot.arrivals, plan: decision.plan,
      dispatch: decision.dispatch, observer: &recorder)
    let simulated = clock.now
    let problem = DecisionProblem(network: network, cost: cost, conditions: conditions)
    let flows = Flows(problem, decision.plan)
    let measured = recorder.totals.end(
      inFlight: world.inFlightCount, kappaSeconds: cost.kappaSeconds, world.visits, on: network,
      predicted: problem.stageDelays(of: flows))
    defer { (reward, lastPlan) = (measured.reward, decision.plan) }
    return Outcome(
      slot: slot, decision: decision, problem: problem, flows: flows, network: network,
      previousPlan: lastPlan, backlog: backlog.reduce(0, +),
      visits: recorder.visits, inFlight: world.inFlightCount,
      measured: measured, coldStart: cold, trueObjectiveSeconds: trueObjective,
      decideSeconds: begun.duration(to: decided) / .seconds(1),
      simulateSeconds: judged.duration(to: simulated) / .seconds(1))
  }

  /// Ends the run at `time`: tasks still in the network count with their delay so far.
  mutating func finish(at time: SimulationTime) {
    recorder.totals.finish(at: time, inFlight: world.entered(at: time))
  }

  /// The visits of tasks still in the network at `time`.
  func unfinishedVisits(at time: SimulationTime) -> [Visit] { world.unfinishedVisits(at: time) }
}

/// Adds up what happens, and keeps the visits of one slot where they are wanted.
private struct SlotRecorder: WorldObserver {
  let keepsVisits: Bool
  var totals: ControllerTotals
  var visits: [Visit] = []

  mutating func visited(_ visits: [Visit]) { self.visits += visits }
  mutating func completed(_ tasks: [CompletedTask]) { totals.add(tasks) }
  mutating func dropped(_ tasks: [DroppedTask]) { totals.add(tasks) }
}
