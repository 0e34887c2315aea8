package import Simulation
package import TraceIO
package import EdgeModel

/// The true rates of all arcs, slot by slot.
///
/// Memory is 16 bytes per row of the bandwidth traces, each held once however many arcs follow it, and a place per arc.
package struct LinkRates: Sendable {
  /// What the arcs into one stage follow.
  private enum Source: Sendable {
    case constant(bitsPerSecond: Double, arcs: Int)
    case traces([TraceCursor], scale: Double)
  }

  private var stages: [Source] = []
  /// Where the places of the cursors are.
  private var now: SimulationTime?
  /// The pieces of the last window: about as many come next.
  private var pieceCount = 0

  /// The rates of all arcs of `network` as `scenario` binds them.
  package init(_ scenario: Scenario, network: Network) throws(InputError) {
    for (index, stage) in scenario.stages.enumerated() {
      let arcs = network.arcs(fromLayer: index).count
      switch stage.bandwidth {
      case .constant(let rate): stages.append(.constant(bitsPerSecond: rate, arcs: arcs))
      case .trace(let file, let rule, let scale):
        let links = try LinkTrace.load(path: file, fromNanoseconds: scenario.fromNanoseconds)
        let cursors = try Self.cursors(rule, links, file, stage: index + 1, arcs: arcs, seed: scenario.seed)
        stages.append(.traces(cursors, scale: scale))
      }
    }
  }

  /// The places at which `arcs` arcs into `stage` begin.
  private static func cursors(
    _ rule: ArcBinding.Rule, _ links: [LinkTrace], _ file: String, stage: Int, arcs: Int, seed: UInt64
  ) throws(InputError) -> [TraceCursor] {
    // A link keeps its number under identity; the other rules share out the links that there are.
    let pool = rule == .identity ? links : links.filter { !$0.timeNanoseconds.isEmpty }
    let periods = pool.map(\.period)
    var cursors: [TraceCursor] = []
    for arc in 0..<arcs {
      let binding = try ArcBinding(
        rule, .arc(arc, into: stage), pool: pool, periods: periods, seed: seed, path: file)
      cursors.append(
        TraceCursor(pool[binding.link], binding, period: periods[binding.link], at: 0))
    }
    return cursors
  }

  /// The rates during [start, end).
  ///
  /// - Complexity: O(arcs + pieces) where windows follow one another; a jump costs a search per arc.
  package mutating func window(from start: SimulationTime, to end: SimulationTime) -> RateWindow {
    let jumps = now != start
    var first = [0], time: [SimulationTime] = [], rates: [Double] = []
    time.reserveCapacity(pieceCount + pieceCount / 8)
    rates.reserveCapacity(pieceCount + pieceCount / 8)
    for index in stages.indices {
      switch stages[index] {
      case .constant(let rate, let arcs):
        first.append(contentsOf: (time.count + 1)...(time.count + arcs))
        time.append(contentsOf: repeatElement(start, count: arcs))
        rates.append(contentsOf: repeatElement(rate, count: arcs))
      case .traces(var cursors, let scale):
        stages[index] = .traces([], scale: scale)  // so that the cursors are not copied
        for arc in cursors.indices {
          if jumps { cursors[arc].seek(start.nanoseconds) }
          cursors[arc].emit(from: start, to: end, scale: scale, &time, &rates)
          first.append(time.count)
        }
        stages[index] = .traces(cursors, scale: scale)
      }
    }
    now = end
    pieceCount = time.count
    return RateWindow(start: start, end: end, first: first, time: time, bitsPerSecond: rates)
  }
}

extension TraceCursor {
  /// Appends the pieces of [start, end), and moves there; the place is at `start`.
  fileprivate mutating func emit(
    from start: SimulationTime, to end: SimulationTime, scale: Double, _ time: inout [SimulationTime],
    _ rates: inout [Double]
  ) {
    var next = nextChange
    while let change = next, change <= start.nanoseconds {
      advance()
      next = nextChange
    }
    time.append(start)
    rates.append(scale * rate)
    while let change = next, change < end.nanoseconds {
      advance()
      time.append(SimulationTime(nanoseconds: change))
      rates.append(scale * rate)
      next = nextChange
    }
  }
}
