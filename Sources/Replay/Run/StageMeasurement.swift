import EdgeModel
import Simulation

/// What a stage measured over a span of time: the visits that ended, what was dropped, how busy servers were.
struct StageMeasurement: Sendable, Equatable, Codable {
  /// The stage, from 1.
  let stage: Int
  /// The visits that ended.
  var visits = VisitSums()
  /// The tasks dropped at its servers.
  var dropped = DropCounts()
  /// For how long each server had a task in service, in ns.
  var busyNanoseconds: [Int64]
  /// How long the span is, in ns.
  var spanNanoseconds: Int64 = 0

  /// Nothing yet, of a stage with `servers` servers.
  init(stage: Int, servers: Int) {
    self.stage = stage
    busyNanoseconds = [Int64](repeating: 0, count: servers)
  }

  /// Adds another span.
  mutating func add(_ other: StageMeasurement) {
    visits.add(other.visits)
    dropped.add(other.dropped)
    for server in busyNanoseconds.indices { busyNanoseconds[server] += other.busyNanoseconds[server] }
    spanNanoseconds += other.spanNanoseconds
  }

  /// Mean time of a visit from sending to arrival, from arrival to the beginning of the service, and in service, in s; nil
  /// without visits.
  var meanSeconds: (transmission: Double, waiting: Double, service: Double)? {
    guard visits.count > 0 else { return nil }
    func mean(_ sum: Int128) -> Double { Double(sum) / Double(visits.count) / 1e9 }
    return (
      mean(visits.transmissionNanoseconds), mean(visits.waitingNanoseconds), mean(visits.serviceNanoseconds)
    )
  }

  /// The share of the time for which each server had a task in service.
  var utilisation: [Double] { busyNanoseconds.map { Double($0) / Double(max(1, spanNanoseconds)) } }
}

extension StageMeasurement {
  /// The stages of `network` as the slot that `visits` are of measured them; `dropped` by stage from 1.
  static func stages(
    of visits: SlotVisits, dropped: [DropCounts], on network: Network, slotNanoseconds: Int64
  ) -> [StageMeasurement] {
    (1..<network.layers.count).map { stage in
      var measured = StageMeasurement(stage: stage, servers: network.nodes(of: stage).count)
      measured.visits = visits.layers[stage]
      measured.dropped = dropped[stage - 1]
      measured.busyNanoseconds = network.nodes(of: stage).map { visits.busy[$0].nanoseconds }
      measured.spanNanoseconds = slotNanoseconds
      return measured
    }
  }
}
