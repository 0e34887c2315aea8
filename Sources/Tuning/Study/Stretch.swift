import EdgeModel
import Replay
import Simulation
import TraceIO

/// The slots of one case that all trials meet, decoded once where they fit into memory.
struct Stretch: Sendable {
  /// The scenario, cut to these slots.
  let scenario: Scenario
  /// The network, the exits and the bandwidth traces.
  let shared: ReplayInputs.Shared
  /// All slots; nil when they are too many, and arrivals are streamed for every trial again.
  private let held: [ReplayInputs.Slot]?

  /// Reads the slots of `scenario`.
  ///
  /// - Parameter bytes: How much memory they may take, estimated; what they take is subtracted.
  init(_ scenario: Scenario, within bytes: inout Int) throws(InputError) {
    self.scenario = scenario
    shared = try ReplayInputs.Shared(scenario)
    var inputs = try ReplayInputs(scenario, sharing: shared)
    var slots: [ReplayInputs.Slot]? = []
    var left = bytes
    for _ in 0..<scenario.slots {
      let slot = try inputs.nextSlot()
      left -= slot.estimatedBytes
      guard left >= 0 else {
        slots = nil
        break
      }
      slots?.append(slot)
    }
    if slots != nil { bytes = left }
    held = slots
  }

  /// A pass over the slots from the first one on.
  func pass() throws(InputError) -> StretchPass {
    if let held { return StretchPass(held: held) }
    return StretchPass(streaming: try ReplayInputs(scenario, sharing: shared))
  }
}

/// One pass over the slots of a stretch.
final class StretchPass {
  private var held: ArraySlice<ReplayInputs.Slot>
  private var inputs: ReplayInputs?

  fileprivate init(held: [ReplayInputs.Slot]) {
    self.held = held[...]
    inputs = nil
  }

  fileprivate init(streaming inputs: consuming ReplayInputs) {
    held = []
    self.inputs = consume inputs
  }

  /// The next slot.
  ///
  /// - Precondition: There is one.
  func next() throws(InputError) -> ReplayInputs.Slot {
    if let slot = held.popFirst() { return slot }
    guard let slot = try inputs?.nextSlot() else { preconditionFailure("a pass beyond its last slot") }
    return slot
  }
}

extension ReplayInputs.Slot {
  /// About how much memory it takes: its columns, without what the allocator adds.
  fileprivate var estimatedBytes: Int {
    let pieces = window.time.count * MemoryLayout<(SimulationTime, Double)>.stride
    let conditions =
      forecast.transmissionSeconds.count * MemoryLayout<Double>.stride
      + forecast.arrivalRate.count * (MemoryLayout<Double>.stride + MemoryLayout<ClassVector>.stride)
    return arrivals.count * MemoryLayout<TaskArrival>.stride + pieces
      + window.first.count * MemoryLayout<Int>.stride + 2 * conditions
  }
}
