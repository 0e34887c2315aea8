package import Simulation
package import TraceIO
package import EdgeModel

/// The true rates of all arcs, slot by slot.
package struct LinkRates: Sendable {
  /// What one arc follows.
  private enum Source: Sendable {
    case constant(Double)
    case trace(pool: Int, binding: ArcBinding, period: Int64, scale: Double)
  }

  private var pools: [[LinkTrace]] = []
  private var sources: [Source] = []

  /// The rates of all arcs of `network` as `scenario` binds them.
  package init(_ scenario: Scenario, network: Network) throws(InputError) {
    for (index, stage) in scenario.stages.enumerated() {
      let arcs = network.arcs(fromLayer: index).count
      switch stage.bandwidth {
      case .constant(let rate):
        sources += [Source](repeating: .constant(rate), count: arcs)
      case .trace(let file, let rule, let scale):
        let links = try LinkTrace.load(path: file, fromNanoseconds: scenario.fromNanoseconds)
        try follow(links, file, rule, scale, stage: index + 1, arcs: arcs, seed: scenario.seed)
      }
    }
  }

  private mutating func follow(
    _ links: [LinkTrace], _ file: String, _ rule: ArcBinding.Rule, _ scale: Double, stage: Int, arcs: Int,
    seed: UInt64
  ) throws(InputError) {
    // A link keeps its number under identity; the other rules share out the links that there are.
    let pool = rule == .identity ? links : links.filter { !$0.timeNanoseconds.isEmpty }
    let periods = pool.map(\.period)
    pools.append(pool)
    for arc in 0..<arcs {
      let binding = try ArcBinding(rule, .arc(arc, into: stage, seed: seed), pool: pool, path: file)
      sources.append(
        .trace(pool: pools.count - 1, binding: binding, period: periods[binding.link], scale: scale))
    }
  }

  /// The rates during [start, end).
  package func window(from start: SimulationTime, to end: SimulationTime) -> RateWindow {
    var first = [0], time: [SimulationTime] = [], rates: [Double] = []
    for source in sources {
      switch source {
      case .constant(let rate):
        time.append(start)
        rates.append(rate)
      case .trace(let pool, let binding, let period, let scale):
        var cursor = TraceCursor(pools[pool][binding.link], binding, period: period, at: start.nanoseconds)
        time.append(start)
        rates.append(scale * cursor.rate)
        while let next = cursor.nextChange, next < end.nanoseconds {
          cursor.advance()
          time.append(SimulationTime(nanoseconds: next))
          rates.append(scale * cursor.rate)
        }
      }
      first.append(time.count)
    }
    return RateWindow(start: start, end: end, first: first, time: time, bitsPerSecond: rates)
  }
}
