package import EdgeModel

/// DTO-R: what one node does as a receiver. It knows its own state and the messages of its offloaders, nothing else.
package struct DTOReceiver: Sendable {
  /// φ_j: inflow by class in 1/s.
  package let inflow: ClassVector
  /// The class mix of the inflow; when idle, of everything that could have come.
  package let mix: ClassVector
  /// A_j: what all offloaders that could send here send on in total, in 1/s.
  package let contention: Double

  /// A device: its inflow comes from outside.
  @inline(__always) package init(arrivals: Double, mix: ClassVector) {
    inflow = arrivals * mix
    self.mix = mix
    contention = 0
  }

  /// A receiver that has heard `heard`.
  ///
  /// - Parameter mix: That of the inflow, or of what could have come when nothing flows in.
  package init(_ heard: Heard, mix: ClassVector) {
    inflow = heard.inflow
    self.mix = mix
    contention = heard.contention
  }

  /// What offloaders have told a receiver so far.
  package struct Heard: Sendable {
    /// φ_j by class in 1/s.
    package private(set) var inflow = ClassVector.zero
    /// A_j in 1/s.
    package private(set) var contention = 0.0

    /// The class mix of the inflow; nil where there is none.
    package var mix: ClassVector? { ClassMix.of(inflow) }

    /// Nothing.
    package init() {}

    /// What adds up to `inflow` by class and `contention`, both in 1/s.
    init(inflow: ClassVector, contention: Double) { (self.inflow, self.contention) = (inflow, contention) }

    /// Takes in the message of one offloader.
    @inline(__always) package mutating func receive(_ message: FlowMessage) {
      guard !message.isIdle else { return }
      receive(message.probability, of: message.classes, total: message.classes.total)
    }

    /// Takes in the message of an offloader that sends on `outflow` by class, `total` in all, both in 1/s, and sends
    /// `probability` of it here: the same, where a sweep knows the total already.
    @inline(__always) mutating func receive(_ probability: Double, of outflow: ClassVector, total: Double) {
      if probability > 0 { inflow += probability * outflow }
      contention += total
    }

    /// Takes in what further offloaders have told.
    package mutating func receive(_ others: Heard) {
      inflow += others.inflow
      contention += others.contention
    }
  }

  /// The same messages as a receiver reads them that is sent nothing.
  package struct Unused: Sendable {
    private var offered = ClassVector.zero
    private var idleMixes = ClassVector.zero

    /// No messages.
    package init() {}

    /// Takes in the message of one offloader.
    package mutating func receive(_ message: FlowMessage) {
      if message.isIdle { idleMixes += message.classes } else { offered += message.classes }
    }

    /// The mix of all that its offloaders send on, to whomever; if they are idle too, the mean of what they would send.
    package var mix: ClassVector {
      ClassMix.of(offered, else: ClassMix.of(idleMixes, else: ClassMix.even))
    }
  }

  /// The node's price: Model (8) with the curvature of section 3.
  @inline(__always) package func price(
    serviceSeconds: Double, survive: ClassVector, error: ClassVector, onward: OnwardCost, cost: CostModel
  ) -> NodePrice {
    NodePrice(
      inflow: inflow, serviceSeconds: serviceSeconds, survive: survive, error: error, onward: onward,
      cost: cost)
  }

  /// The answer to every offloader.
  package func reply(_ own: NodePrice) -> PriceMessage {
    PriceMessage(
      price: own.price, curvature: own.curvature, elasticity: own.elasticity, contention: contention)
  }

  /// The threshold level to use from now on: Model (13).
  package func level(
    from level: Int, table: ExitTable, onward: OnwardCost, cost: CostModel, search: ThresholdSearch
  ) -> Int {
    ThresholdUpdate.level(
      from: level, inflow: inflow.total > 0 ? inflow : mix, onward: onward, table: table,
      kappaSeconds: cost.kappaSeconds, search: search)
  }
}
