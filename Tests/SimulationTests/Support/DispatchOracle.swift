import EdgeModel
import Simulation

/// Works out from the visits of a run what every task had to expect when it left a node, and where it should have gone.
///
/// Slowly and plainly: links from who was sent and what the rates have carried by then, servers from who had arrived by the
/// instant that was known. Nothing is shared with the engine but the definitions.
struct DispatchOracle {
  /// A visit, and the arc it came over.
  private struct Sent {
    let visit: Visit
    let arc: Int
  }

  private let scenario: RandomScenario
  private let informationDelay: SimulationTime
  private var sent: [Sent] = []
  /// In the order sent, and in the order of arrival.
  private var byArc: [Int: [Visit]] = [:], byNode: [Int: [Visit]] = [:]

  private var network: Network { scenario.network }

  /// The oracle for all `visits` of a run, those under way included.
  init(scenario: RandomScenario, visits: [Visit], informationDelay: SimulationTime) {
    self.scenario = scenario
    self.informationDelay = informationDelay
    for (_, hops) in Dictionary(grouping: visits, by: \.task) {
      var tail = hops[0].device
      for visit in hops.sorted(by: { $0.stage < $1.stage }) {
        let node = network.firstNode[visit.stage] + visit.node
        byNode[node, default: []].append(visit)
        if let arc = network.arcs(from: tail).first(where: { network.head[$0] == node }) {
          sent.append(Sent(visit: visit, arc: arc))
          byArc[arc, default: []].append(visit)
        }
        tail = node
      }
    }
    for arc in byArc.keys { byArc[arc]?.sort { ($0.sent, $0.task) < ($1.sent, $1.task) } }
  }

  /// One visit in five, by task.
  private var sample: [Sent] { sent.filter { $0.visit.task.isMultiple(of: 5) } }

  /// Of these, how many were sent by a node with several receivers.
  var choices: Int { sample.count { network.arcs(from: network.tail[$0.arc]).count > 1 } }

  /// Those that went where a longer delay was to be expected than elsewhere, by more than rounding.
  var wrongReceivers: [String] {
    sample.compactMap { sent in
      let delays = network.arcs(from: network.tail[sent.arc]).map { expected($0, sent.visit) }
      let chosen = expected(sent.arc, sent.visit), best = delays.min() ?? 0
      return chosen <= best + 2
        ? nil : "task \(sent.visit.task) at stage \(sent.visit.stage): \(chosen) ns, not \(best)"
    }
  }

  /// In ns; a link in outage counts 10¹⁵ ns more, and what waits there above all else.
  private func expected(_ arc: Int, _ visit: Visit) -> Double {
    let now = visit.sent, node = network.head[arc], size = 8 * network.layers[visit.stage].inputBytes
    let rate = scenario.rates[arc].last { $0.time <= now }?.bitsPerSecond ?? 0
    let waiting = (scenario.linkModel == .queue ? left(arc, visit, size) : 0) + size
    let rest = Double(
      (work(at: node, visit) + SimulationTime(seconds: network.serviceSeconds[node])
        + SimulationTime(seconds: network.propagationSeconds[arc])).nanoseconds)
    return rate > 0 ? waiting / rate * 1e9 + rest : 1e15 + 1e6 * waiting + rest / 1e9
  }

  /// What the server at `node` had to do, as `visit` knew it when it was sent.
  private func work(at node: Int, _ visit: Visit) -> SimulationTime {
    let instant = visit.sent - informationDelay
    let known = (byNode[node] ?? []).compactMap { other -> SimulationTime? in
      guard let arrived = other.arrived else { return nil }
      let isLater = informationDelay == .zero && arrived == instant && other.task > visit.task
      return arrived <= instant && !isLater ? arrived : nil
    }
    let service = SimulationTime(seconds: network.serviceSeconds[node])
    var free = SimulationTime.zero
    for arrived in known.sorted() { free = max(free, arrived) + service }
    return free > instant ? free - instant : .zero
  }

  /// The bits that `arc` has still to send when `visit` is sent, without its own.
  private func left(_ arc: Int, _ visit: Visit, _ size: Double) -> Double {
    var left = 0.0, time = SimulationTime.zero
    func drain(to next: SimulationTime) {
      while time < next {
        let piece = scenario.rates[arc].lastIndex { $0.time <= time } ?? 0
        let change = piece + 1 < scenario.rates[arc].count ? scenario.rates[arc][piece + 1].time : next
        let until = min(change, next)
        left = max(0, left - scenario.rates[arc][piece].bitsPerSecond * (until - time).seconds)
        time = until
      }
    }
    for other in byArc[arc] ?? [] where (other.sent, other.task) < (visit.sent, visit.task) {
      drain(to: other.sent)
      left += size
    }
    drain(to: visit.sent)
    return left
  }
}
