package import EdgeModel

/// Problems small enough to solve by hand.
package enum SmallProblems {
  /// One device, two servers at stage 1 with service times 0.1 s and 0.2 s, one server at stage 2 with 0.05 s.
  ///
  /// The device sends `arrivalRate` tasks per second. At level 0 half of every class goes on and a tenth leaves with an
  /// error; at level 1 everything goes on. The last stage errs on one in twenty. Links take 10 ms and 20 ms to stage 1 and
  /// 5 ms to stage 2, plus 1 ms of propagation each.
  package static func diamond(arrivalRate: Double = 4, linkModel: LinkModel = .delay) -> DecisionProblem {
    let half = ClassVector(repeating: 0.5), all = ClassVector(repeating: 1)
    let exit = StageExit.thresholds(
      ExitTable(
        thresholds: [0.5, 1.01], survive: [half, all], error: [ClassVector(repeating: 0.1), .zero]))
    let network = Network(
      layers: [
        Layer(serviceSeconds: [0], inputBytes: 0, exit: .none),
        Layer(serviceSeconds: [0.1, 0.2], inputBytes: 1000, exit: exit),
        Layer(serviceSeconds: [0.05], inputBytes: 1000, exit: .final(error: ClassVector(repeating: 0.05))),
      ],
      arcs: [
        [arc(0, 0), arc(0, 1)],
        [arc(0, 0), arc(1, 0)],
      ])
    return DecisionProblem(
      network: network, cost: CostModel(kappaSeconds: 0.5, linkModel: linkModel),
      conditions: Conditions(
        arrivalRate: [arrivalRate], classMix: [ClassVector(repeating: 0.125)],
        transmissionSeconds: [0.01, 0.02, 0.005, 0.005]))
  }

  private static func arc(_ tail: Int, _ head: Int) -> Network.Arc {
    Network.Arc(tail: tail, head: head, propagationSeconds: 0.001)
  }
}
