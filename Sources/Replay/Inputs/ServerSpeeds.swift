package import EdgeModel
package import Simulation
package import TraceIO

/// The true speeds of all servers, slot by slot.
package struct ServerSpeeds: Sendable {
  /// What a server that changes speed follows.
  private struct Source: Sendable {
    let trace: LinkTrace
    let binding: ArcBinding
    let period: Int64
    let scale: Double
  }

  /// By node; nil for nominal speed.
  private var sources: [Source?]
  /// The speeds of all servers of `network` as `scenario` binds them.
  ///
  /// - Throws: `InputError` for a trace that cannot be read or bound, or that holds a speed beyond the largest.
  package init(_ scenario: Scenario, network: Network) throws(InputError) {
    sources = [Source?](repeating: nil, count: network.nodeCount)
    for (index, stage) in scenario.stages.enumerated() {
      var node = network.firstNode[index + 1]
      for board in stage.servers {
        let nodes = node..<(node + board.count)
        if let speed = board.speed { try follow(speed, stage: index + 1, nodes, network, scenario) }
        node = nodes.upperBound
      }
    }
  }

  private mutating func follow(
    _ speed: Scenario.Speed, stage: Int, _ nodes: Range<Int>, _ network: Network, _ scenario: Scenario
  ) throws(InputError) {
    let servers = try LinkTrace.load(
      path: speed.file, of: .serverSpeeds, fromNanoseconds: scenario.fromNanoseconds)
    for server in servers {
      for factor in server.bitsPerSecond where factor * speed.scale > SpeedWindow.largestFactor {
        throw InputError(
          speed.file, found: "a speed of \(factor * speed.scale) of server \(server.name)",
          expected: "a factor from 0 to \(Int(SpeedWindow.largestFactor)) on the nominal speed",
          advice: "Set scale where the file holds other units")
      }
    }
    let pool = speed.binding == .identity ? servers : servers.filter { !$0.timeNanoseconds.isEmpty }
    let periods = pool.map(\.period)
    for (number, node) in nodes.enumerated() {
      let follower = ArcBinding.Follower.server(node - network.firstNode[stage], of: stage, number: number)
      let binding = try ArcBinding(
        speed.binding, follower, pool: pool, periods: periods, seed: scenario.seed, path: speed.file)
      sources[node] = Source(
        trace: pool[binding.link], binding: binding, period: periods[binding.link], scale: speed.scale)
    }
  }

  /// The speeds during [start, end); nil where no speed ever changes.
  package func window(from start: SimulationTime, to end: SimulationTime) -> SpeedWindow? {
    guard sources.contains(where: { $0 != nil }) else { return nil }
    var first = [0], time: [SimulationTime] = [], factor: [Double] = []
    for source in sources {
      if let source {
        var cursor = TraceCursor(source.trace, source.binding, period: source.period, at: start.nanoseconds)
        time.append(start)
        factor.append(source.scale * cursor.rate)
        while let next = cursor.nextChange, next < end.nanoseconds {
          cursor.advance()
          time.append(SimulationTime(nanoseconds: next))
          factor.append(source.scale * cursor.rate)
        }
      }
      first.append(time.count)
    }
    return SpeedWindow(start: start, end: end, first: first, time: time, factor: factor)
  }
}

extension SpeedWindow {
  /// The speed of every node at the first instant, as factors.
  var firstFactors: [Double] {
    (0..<nodeCount).map { varies($0) ? factor(ofPiece: first[$0]) : 1 }
  }
  /// The speed of every node at the end.
  var lastFactors: [Double] {
    (0..<nodeCount).map { varies($0) ? factor(ofPiece: first[$0 + 1] - 1) : 1 }
  }
  /// The mean speed of every node, weighted by time.
  var meanFactors: [Double] {
    (0..<nodeCount).map { node in
      guard varies(node) else { return 1 }
      let pieces = first[node]..<first[node + 1]
      let work = pieces.reduce(0.0) { sum, piece in
        let until = piece + 1 < pieces.upperBound ? time[piece + 1] : end
        return sum + factor(ofPiece: piece) * (until - time[piece]).seconds
      }
      return work / (end - start).seconds
    }
  }

  /// The same speeds as much earlier.
  func counted(from shift: SimulationTime) -> SpeedWindow {
    SpeedWindow(
      start: start - shift, end: end - shift, first: first, time: time.map { $0 - shift },
      factor: time.indices.map(factor(ofPiece:)))
  }

  private func factor(ofPiece piece: Int) -> Double { Double(millionths[piece]) / Double(Self.nominal) }
}
