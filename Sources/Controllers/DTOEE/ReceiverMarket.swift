import EdgeModel

/// What the receivers of a layer know and say while the market to them clears.
struct ReceiverMarket: Sendable {
  private var supply: [SupplyCurve] = []
  /// What each asks for above its price, in s.
  private(set) var surcharge: [Double] = []
  /// By how much the price of each would really rise with what was asked for last, in s.
  private(set) var rise: [Double] = []

  /// Opens it without surcharges, at the state of the last exchange.
  mutating func open(_ receivers: Range<Int>, _ mail: Mail) {
    let network = mail.problem.network, queue = mail.problem.cost.queue
    supply.removeAll(keepingCapacity: true)
    surcharge.removeAll(keepingCapacity: true)
    for node in receivers {
      supply.append(
        SupplyCurve(
          inflow: mail.receiver(node).inflow.total, serviceSeconds: network.serviceSeconds[node],
          curvature: mail.curvature(of: node), queue: queue))
      surcharge.append(0)
    }
    rise = surcharge
  }

  /// Receiver `index` answers what is asked of it in all with the surcharge that clears its market.
  mutating func answer(_ demand: Demand, from index: Int) {
    surcharge[index] = supply[index].clearingSurcharge(
      demand.beyond(supply[index].inflow), at: surcharge[index])
  }

  /// Receiver `index` answers what is asked of it in all with what it would cost.
  mutating func close(_ demand: Demand, from index: Int) {
    rise[index] = supply[index].rise(demand.beyond(supply[index].inflow).net).surcharge
  }
}
