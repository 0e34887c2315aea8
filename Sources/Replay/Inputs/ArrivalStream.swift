package import EdgeModel
package import Simulation
package import TraceIO
import CounterRandom

/// The tasks of an arrival trace, slot by slot, each with its number, device and validation sample.
///
/// Tasks are numbered by (time, source); numbers, times and samples depend on the trace and the seed alone, not on
/// slots or controllers. Memory is one batch of rows and, for counts, one clock per source.
package struct ArrivalStream: ~Copyable {
  private let scenario: Scenario.Arrivals
  private let deviceCount: Int
  private let sampleCount: Int
  private let seed: UInt64
  private let intervalNanoseconds: Int64
  /// The time of the trace at which the replay begins.
  private let origin: Int64
  private let thinning: CounterRandom
  private let samples: CounterRandom
  /// How difficulty drifts; nil where samples are drawn alike at all times.
  let drift: DifficultyDrift?

  private var reader: ArrivalReader
  private var batch: ArrivalBatch?
  private var row = 0
  private var rowsRead: UInt64 = 0
  private var place = Place()
  private var clocks: [PoissonClock] = []
  private var deviceOfSource: [Int] = []
  private var nextTask = 0
  private var sorter = ArrivalSorter()
  /// Where the trace ends in ns of its own time, known once its last row has been read.
  package private(set) var traceEnd: Int64?

  /// Opens the trace of `scenario`.
  package init(_ scenario: Scenario, profile: ExitProfile) throws(InputError) {
    origin = scenario.arrivalsFromNanoseconds
    let reader = try ArrivalReader(path: scenario.arrivals.file, fromNanoseconds: origin)
    let interval = try Self.intervalNanoseconds(of: reader.kind, scenario)
    self.reader = reader
    intervalNanoseconds = interval
    self.scenario = scenario.arrivals
    deviceCount = scenario.devices
    sampleCount = profile.sampleCount
    seed = scenario.seed
    thinning = CounterRandom(seed: scenario.seed, stream: .thinning)
    samples = CounterRandom(seed: scenario.seed, stream: .validationSamples)
    drift = scenario.arrivals.drift.map {
      DifficultyDrift($0, profile: profile, deviceCount: scenario.devices, seed: scenario.seed)
    }
  }

  /// The last row taken: its time in ns of the trace, and which of the rows of that time it is, from 1.
  fileprivate struct Place: Codable {
    var time = Int64.min
    var rows: UInt64 = 0
  }

  /// How far a stream has come. The trace is entered there; where sources are names, which count from the first row on,
  /// it is read anew up to there. Nothing else is worked out again.
  package struct State: Codable, Sendable {
    fileprivate let rowsRead: UInt64
    fileprivate let place: Place?
    fileprivate let clocks: [PoissonClock]
    fileprivate let deviceOfSource: [Int]
    fileprivate let nextTask: Int
  }

  /// Where the stream stands.
  package var state: State {
    State(
      rowsRead: rowsRead, place: rowsRead > 0 && reader.sources.names.isEmpty ? place : nil, clocks: clocks,
      deviceOfSource: deviceOfSource, nextTask: nextTask)
  }

  /// Goes to where another stream of the same scenario stood.
  ///
  /// - Complexity: O(rows of a frame) where the trace has a seek table and numbers for sources, else O(rows before).
  package mutating func restore(_ state: State) throws(InputError) {
    var left = state.rowsRead
    if let place = state.place {
      reader = try ArrivalReader(path: scenario.file, fromNanoseconds: place.time)
      (batch, row, left) = (nil, 0, place.rows)
      self.place = place
    }
    while left > 0, try peek() != nil, let batch {
      let step = min(batch.count - row, Int(left))
      row += step
      left -= UInt64(step)
    }
    rowsRead = state.rowsRead
    (clocks, deviceOfSource, nextTask) = (state.clocks, state.deviceOfSource, state.nextTask)
  }

  /// How long a count lasts; 0 for events.
  private static func intervalNanoseconds(of kind: TraceKind, _ scenario: Scenario) throws(InputError)
    -> Int64
  {
    let arrivals = scenario.arrivals
    if kind == .arrivalEvents {
      guard arrivals.scale <= 1 else {
        throw InputError(
          scenario.path, found: "arrivals.scale \(arrivals.scale) on a trace of events",
          expected: "a share to keep, from 0 to 1",
          advice: "Import the trace with --copies to have more arrivals")
      }
      return 0
    }
    if let seconds = arrivals.intervalSeconds { return SimulationTime(seconds: seconds).nanoseconds }
    guard
      let step = try ArrivalReader.smallestStep(
        path: arrivals.file, fromNanoseconds: scenario.arrivalsFromNanoseconds)
    else {
      throw InputError(
        arrivals.file, found: "a single time", expected: "two, to tell the interval of a count",
        advice: "Give arrivals.interval_s in the scenario")
    }
    return step
  }

  /// The tasks that arrive before `end`, ordered by (time, source) and numbered on.
  package mutating func tasks(before end: SimulationTime) throws(InputError) -> [TaskArrival] {
    var arrivals: [ArrivalSorter.Arrival] = []
    while let next = try peek(), next.time < end.nanoseconds {
      try take(next, &arrivals)
    }
    for source in clocks.indices {
      clocks[source].emit(before: end.nanoseconds) { arrivals.append(.init(time: $0, source: Int32(source))) }
    }
    sorter.sort(&arrivals)
    let first = nextTask
    nextTask += arrivals.count
    return arrivals.enumerated().map { index, arrival in
      let device = deviceOfSource[Int(arrival.source)], time = SimulationTime(nanoseconds: arrival.time)
      return TaskArrival(
        task: first + index, device: device, time: time,
        sample: drift?.sample(of: first + index, at: device, time)
          ?? samples.integer(UInt64(first + index), below: sampleCount))
    }
  }

  private typealias Row = (time: Int64, source: Int, tasks: Double)

  /// The row to come, without taking it.
  private mutating func peek() throws(InputError) -> Row? {
    if batch.map({ row >= $0.count }) ?? true {
      guard let more = try reader.nextBatch() else {
        guard let last = batch?.timeNanoseconds.last else {
          throw InputError(scenario.file, noRowFrom: origin)
        }
        traceEnd = last + intervalNanoseconds
        return nil
      }
      batch = more
      row = 0
    }
    guard let batch else { return nil }
    return (batch.timeNanoseconds[row] - origin, Int(batch.source[row]), batch.tasks[row])
  }

  private mutating func take(_ next: Row, _ arrivals: inout [ArrivalSorter.Arrival]) throws(InputError) {
    row += 1
    rowsRead += 1
    if next.time + origin != place.time { place = Place(time: next.time + origin) }
    place.rows += 1
    try bind(upTo: next.source)
    if reader.kind == .arrivalEvents {
      if thinning.uniform(rowsRead) < scenario.scale {
        arrivals.append(.init(time: next.time, source: Int32(next.source)))
      }
      return
    }
    var clock = clocks[next.source]
    guard next.time >= clock.end else { throw overlap(next, clock) }
    clock.emit(before: .max) { arrivals.append(.init(time: $0, source: Int32(next.source))) }
    clock.begin(start: next.time, end: next.time + intervalNanoseconds, tasks: next.tasks * scenario.scale)
    clocks[next.source] = clock
  }

  private func overlap(_ next: Row, _ clock: PoissonClock) -> InputError {
    InputError(
      scenario.file,
      found:
        "a count of source \(reader.sources.name(of: next.source)) at \(TraceTime.seconds(next.time + origin)) s, "
        + "before its last interval ends at \(TraceTime.seconds(clock.end + origin)) s",
      expected: "intervals that do not overlap",
      advice: "Add up rows of one time and source, or correct arrivals.interval_s in the scenario")
  }

  private mutating func bind(upTo source: Int) throws(InputError) {
    // Asked first, so that a fault names the source in the row and not one whose number it skips.
    if source >= deviceOfSource.count { _ = try device(of: source) }
    while deviceOfSource.count <= source {
      let new = deviceOfSource.count
      deviceOfSource.append(try device(of: new))
      if reader.kind == .arrivalCounts { clocks.append(PoissonClock(seed: seed, source: new)) }
    }
  }

  private func device(of source: Int) throws(InputError) -> Int {
    try scenario.binding.device(
      of: source, named: reader.sources.name(of: source), among: deviceCount, seed: seed, path: scenario.file)
  }
}
