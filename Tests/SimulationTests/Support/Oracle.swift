import CounterRandom
import EdgeModel
import Simulation

/// The same world worked out layer by layer, slowly and plainly, for one plan that never changes.
///
/// All visits of a layer are computed before the next layer begins: whoever enters a queue is known in full, sorted,
/// and served by Lindley's recursion. Rates are integrated in whole bit-nanoseconds of 128 bits. Nothing is shared
/// with the engine but the definitions.
struct Oracle {
  let scenario: RandomScenario
  let plan: OffloadingPlan

  /// A task on its way: its visits so far and where it stands.
  private struct Traveller {
    var task: Int, device: Int, sample: Int, node: Int
    var sent: SimulationTime, arrived: SimulationTime
  }

  /// All visits up to the end of time, in the order of the hop log. After the horizon all links carry 1 Mbit/s.
  func visits() -> [Visit] {
    let network = scenario.network
    var visits: [Visit] = []
    var travellers = scenario.arrivals.map {
      Traveller(
        task: $0.task, device: $0.device, sample: $0.sample, node: $0.device, sent: $0.time, arrived: $0.time)
    }
    for layer in network.layers.indices {
      let served =
        scenario.rules.map { serve(travellers, layer, $0) } ?? serve(travellers, layer)
      for visit in served where layer > 0 || network.serviceSeconds[visit.node] > 0 { visits.append(visit) }
      let leaving = served.filter { !$0.exited && $0.finished != nil }
      travellers = layer < network.layers.count - 1 ? travel(leaving, layer) : []
    }
    return visits.sorted { ($0.task, $0.stage) < ($1.task, $1.stage) }
  }

  /// The visits that are under way at the horizon, as the world should tell them.
  func unfinishedVisits() -> [Visit] {
    let horizon = scenario.horizon
    var next = 0
    return visits().compactMap { visit in
      guard visit.task >= next, let arrived = visit.arrived, let started = visit.started,
        let finished = visit.finished, finished >= horizon
      else { return nil }
      next = visit.task + 1
      return Visit(
        task: visit.task, device: visit.device, sample: visit.sample, stage: visit.stage, node: visit.node,
        sent: visit.sent, arrived: arrived <= horizon ? arrived : nil,
        started: arrived < horizon && started <= horizon ? started : nil)
    }
  }

  private func serve(_ travellers: [Traveller], _ layer: Int) -> [Visit] {
    var free: [Int: SimulationTime] = [:]
    return travellers.sorted { ($0.arrived, $0.task) < ($1.arrived, $1.task) }.map { traveller in
      let service = SimulationTime(seconds: scenario.network.serviceSeconds[traveller.node])
      let started = max(traveller.arrived, free[traveller.node] ?? .zero)
      free[traveller.node] = started + service
      var visit = Visit(
        task: traveller.task, device: traveller.device, sample: traveller.sample, stage: layer,
        node: traveller.node - scenario.network.firstNode[layer], sent: traveller.sent,
        arrived: traveller.arrived, started: started, finished: started + service)
      decide(&visit, at: traveller.node)
      return visit
    }
  }

  /// The same with changing speeds and drops.
  private func serve(_ travellers: [Traveller], _ layer: Int, _ rules: DropRules) -> [Visit] {
    let entered = Dictionary(uniqueKeysWithValues: scenario.arrivals.map { ($0.task, $0.time) })
    return Dictionary(grouping: travellers, by: \.node).flatMap { node, travellers -> [Visit] in
      // A device that only sends is no server.
      if scenario.network.serviceSeconds[node] == 0 { return serve(travellers, layer) }
      var server = OracleServer(
        service: SimulationTime(seconds: scenario.network.serviceSeconds[node]),
        limit: rules.queueLimit[layer], losesQueue: rules.losesQueue[node], deadline: rules.deadline)
      let arrivals = travellers.sorted { ($0.arrived, $0.task) < ($1.arrived, $1.task) }.map {
        (
          visit: Visit(
            task: $0.task, device: $0.device, sample: $0.sample, stage: layer,
            node: node - scenario.network.firstNode[layer], sent: $0.sent, arrived: $0.arrived),
          entered: entered[$0.task] ?? .zero
        )
      }
      return server.run(arrivals, scenario.speeds[node]).map { visit in
        var visit = visit
        if visit.finished != nil { decide(&visit, at: node) }
        return visit
      }
    }
  }

  private func decide(_ visit: inout Visit, at node: Int) {
    guard visit.stage > 0 else { return }
    let stage = scenario.profile.stages[visit.stage - 1]
    if let threshold = plan.threshold(at: node, of: scenario.network) {
      visit.confidence = stage.confidence?[visit.sample]
      visit.exited = (visit.confidence ?? 0) >= threshold
    } else {
      visit.exited = visit.stage == scenario.profile.stages.count
    }
    visit.isCorrect = visit.exited ? stage.isCorrect?[visit.sample] : nil
  }

  private func travel(_ leaving: [Visit], _ layer: Int) -> [Traveller] {
    var free: [Int: SimulationTime] = [:]
    let inOrder = leaving.compactMap { visit in visit.finished.map { (sent: $0, visit: visit) } }
      .sorted { ($0.sent, $0.visit.task) < ($1.sent, $1.visit.task) }
    return inOrder.map { sent, visit in
      let arc = arc(of: visit, from: scenario.network.firstNode[layer] + visit.node)
      var begin = sent
      if scenario.linkModel == .queue { begin = max(begin, free[arc] ?? .zero) }
      let end = transmissionEnd(from: begin, on: arc)
      free[arc] = end
      return Traveller(
        task: visit.task, device: visit.device, sample: visit.sample, node: scenario.network.head[arc],
        sent: sent,
        arrived: end + SimulationTime(seconds: scenario.network.propagationSeconds[arc]))
    }
  }

  private func arc(of visit: Visit, from node: Int) -> Int {
    let draw = CounterRandom(seed: scenario.seed, stream: .routing).member(UInt64(visit.task))
      .uniform(UInt64(visit.stage))
    var sum = 0.0
    for arc in scenario.network.arcs(from: node) {
      sum += plan.probability[arc]
      if draw < sum { return arc }
    }
    return scenario.network.arcs(from: node).last { plan.probability[$0] > 0 } ?? -1
  }

  private func transmissionEnd(from begin: SimulationTime, on arc: Int) -> SimulationTime {
    let layer = scenario.network.layerOfNode[scenario.network.head[arc]]
    var left = Int128(scenario.network.layers[layer].inputBytes * 8) * 1_000_000_000
    let pieces = scenario.rates[arc] + [(scenario.horizon, 1e6)]
    for (index, piece) in pieces.enumerated() {
      let rate = Int128(piece.bitsPerSecond), from = max(begin, piece.time)
      let until = index + 1 < pieces.count ? pieces[index + 1].time : SimulationTime(nanoseconds: .max)
      guard from < until, rate > 0 else { continue }
      let needed = (left + rate - 1) / rate
      if needed <= Int128(until.nanoseconds - from.nanoseconds) {
        return from + SimulationTime(nanoseconds: Int64(needed))
      }
      left -= rate * Int128(until.nanoseconds - from.nanoseconds)
    }
    preconditionFailure("1 Mbit/s goes on for ever")
  }
}
