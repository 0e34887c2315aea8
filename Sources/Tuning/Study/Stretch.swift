import EdgeModel
import Replay
import Simulation
import TraceIO

/// The slots of one case that all trials meet, decoded once where they fit into memory.
///
/// They are those of the scenario's own replay, the same tasks over the same links, counted from 0. The network is empty
/// and forecasts know nothing when the first one begins.
struct Stretch: Sendable {
  /// The scenario with as many slots.
  let scenario: Scenario
  /// The network, the exits and the bandwidth traces.
  let shared: ReplayInputs.Shared
  private let range: Range<Int>
  /// All slots; nil when they are too many, and arrivals are streamed for every trial again.
  private let held: [ReplayInputs.Slot]?

  /// Reads the slots `range` of `scenario`.
  ///
  /// - Parameter bytes: How much memory they may take, estimated; what they take is subtracted.
  /// - Throws: `InputError` also where no task arrives in any of those that were read.
  init(_ scenario: Scenario, _ range: Range<Int>, within bytes: inout Int) throws(InputError) {
    var cut = scenario
    cut.slots = range.count
    self.scenario = cut
    self.range = range
    shared = try ReplayInputs.Shared(scenario)
    let pass = try StretchPass(cut, range, sharing: shared)
    var slots: [ReplayInputs.Slot]? = []
    var left = bytes, tasks = 0
    for _ in range {
      let slot = try pass.next()
      tasks += slot.arrivals.count
      left -= slot.estimatedBytes
      guard left >= 0 else {
        slots = nil
        break
      }
      slots?.append(slot)
    }
    guard tasks > 0 else {
      throw InputError(
        scenario.arrivals.file, found: "no task in slots \(range.lowerBound) to \(range.upperBound - 1)",
        expected: "tasks to tune on", advice: "See 'offramp trace inspect' for the times it spans")
    }
    if slots != nil { bytes = left }
    held = slots
  }

  /// A pass over the slots from the first one on.
  func pass() throws(InputError) -> StretchPass {
    if let held { return StretchPass(held: held) }
    return try StretchPass(scenario, range, sharing: shared)
  }
}

/// One pass over the slots of a stretch.
final class StretchPass {
  private var held: ArraySlice<ReplayInputs.Slot> = []
  private var inputs: ReplayInputs?
  private var forecast: ForecastPass?
  private var first = 0

  fileprivate init(held: [ReplayInputs.Slot]) { self.held = held[...] }

  /// Opens the traces and passes over what comes before `range`.
  fileprivate init(
    _ scenario: Scenario, _ range: Range<Int>, sharing shared: ReplayInputs.Shared
  ) throws(InputError) {
    inputs = try ReplayInputs(scenario, sharing: shared)
    forecast = ForecastPass(scenario, sharing: shared)
    first = range.lowerBound
    try inputs?.skip(first)
  }

  /// The next slot.
  ///
  /// - Precondition: There is one.
  func next() throws(InputError) -> ReplayInputs.Slot {
    if let slot = held.popFirst() { return slot }
    guard let slot = try inputs?.nextSlot(), let own = forecast?.next(slot.counted(from: first)) else {
      preconditionFailure("a pass beyond its last slot")
    }
    return own
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
