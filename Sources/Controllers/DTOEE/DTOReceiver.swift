package import EdgeModel

/// DTO-R: what one node does as a receiver. It knows its own state and the messages of its offloaders, nothing else.
package struct DTOReceiver: Sendable {
  /// φ_j: inflow by class in 1/s.
  package private(set) var inflow = ClassVector.zero
  private var offered = ClassVector.zero
  private var idleMixes = ClassVector.zero

  /// A receiver that has heard nothing yet.
  package init() {}

  /// A device: its inflow comes from outside.
  package init(arrivals: Double, mix: ClassVector) {
    inflow = arrivals * mix
    idleMixes = mix
  }

  /// Takes in the message of one offloader.
  package mutating func receive(_ message: FlowMessage) {
    if message.isIdle {
      idleMixes += message.classes
    } else {
      inflow += message.probability * message.classes
      offered += message.classes
    }
  }

  /// The class mix of the inflow; when idle, of everything that could have come.
  package var inflowMix: ClassVector { ClassMix.first(of: inflow, offered, idleMixes) }

  /// The answer to every offloader: Model (8) with the curvature of section 3.
  package func reply(
    serviceSeconds: Double, survive: ClassVector, error: ClassVector, onward: OnwardCost, cost: CostModel
  ) -> PriceMessage {
    let own = NodePrice(
      inflow: inflow, serviceSeconds: serviceSeconds, survive: survive, error: error, onward: onward,
      cost: cost)
    return PriceMessage(
      price: own.price, curvature: own.curvature, elasticity: own.elasticity, contention: offered.total)
  }

  /// The threshold level to use from now on: Model (13).
  package func level(
    from level: Int, exit: StageExit, onward: OnwardCost, cost: CostModel, search: ThresholdSearch
  ) -> Int {
    guard let table = exit.table else { return level }
    return ThresholdUpdate.level(
      from: level, inflow: inflow.total > 0 ? inflow : inflowMix, onward: onward, table: table,
      kappaSeconds: cost.kappaSeconds, search: search)
  }
}
