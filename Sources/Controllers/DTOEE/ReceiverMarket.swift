import EdgeModel

/// What the receivers of a layer know and say while the market to them clears, in rows of eight.
struct ReceiverMarket: Sendable {
  private var supply: [SupplyRow] = []
  /// What is asked of each in all, filled up to whole rows as the two that follow.
  private var demanded: [Demand] = []
  /// What each asks for above its price, in s.
  private(set) var surcharge: [Double] = []
  /// By how much the price of each would really rise with what was asked for last, in s.
  private(set) var rise: [Double] = []

  /// Opens it without surcharges, at the state of the last exchange.
  mutating func open(_ receivers: Range<Int>, _ mail: Mail) {
    let network = mail.problem.network, queue = mail.problem.cost.queue
    supply.removeAll(keepingCapacity: true)
    for first in stride(from: receivers.lowerBound, to: receivers.upperBound, by: SupplyRow.Eight.scalarCount)
    {
      var inflow = SupplyRow.Eight.zero, serviceSeconds = inflow, curvature = inflow
      for node in first..<min(first + SupplyRow.Eight.scalarCount, receivers.upperBound) {
        inflow[node - first] = mail.receiver(node).inflow.total
        serviceSeconds[node - first] = network.serviceSeconds[node]
        curvature[node - first] = mail.curvature(of: node)
      }
      supply.append(
        SupplyRow(inflow: inflow, serviceSeconds: serviceSeconds, curvature: curvature, queue: queue))
    }
    let filled = SupplyRow.Eight.scalarCount * supply.count
    if surcharge.count != filled {
      surcharge = [Double](repeating: 0, count: filled)
      rise = surcharge
      demanded = [Demand](repeating: Demand(), count: filled)
    }
    for index in surcharge.indices { surcharge[index] = 0 }
  }

  /// Receivers forget what was asked of them.
  mutating func beginPhase() {
    for index in demanded.indices { demanded[index] = Demand() }
  }

  /// Receivers hear what the offloaders of a block ask of them, by receiver.
  mutating func hear(_ demands: [Demand]) {
    for index in demands.indices { demanded[index].add(demands[index]) }
  }

  /// Every receiver answers what is asked of it in all with the surcharge that clears its market.
  mutating func answer() {
    var column = surcharge.take()
    var surcharge = column.mutableSpan
    for index in supply.indices {
      let place = index * SupplyRow.Eight.scalarCount, asked = asked(place)
      let found = supply[index].clearingSurcharge(
        asked.inflow - supply[index].inflow, response: asked.response,
        at: surcharge.span.vector(place, else: 0))
      for lane in found.indices { surcharge[place + lane] = found[lane] }
    }
    self.surcharge = column
  }

  /// Every receiver answers what is asked of it in all with what it would cost.
  mutating func close() {
    var column = rise.take()
    var rise = column.mutableSpan
    for index in supply.indices {
      let place = index * SupplyRow.Eight.scalarCount
      let found = supply[index].rise(asked(place).inflow - supply[index].inflow).surcharge
      for lane in found.indices { rise[place + lane] = found[lane] }
    }
    self.rise = column
  }

  /// What is asked of the receivers from `place` on: an inflow in 1/s, and its response in 1/s².
  @inline(__always) private func asked(_ place: Int) -> (inflow: SupplyRow.Eight, response: SupplyRow.Eight) {
    var inflow = SupplyRow.Eight.zero, response = SupplyRow.Eight.zero
    for lane in 0..<SupplyRow.Eight.scalarCount {
      inflow[lane] = demanded[place + lane].inflow
      response[lane] = demanded[place + lane].response
    }
    return (inflow, response)
  }
}
