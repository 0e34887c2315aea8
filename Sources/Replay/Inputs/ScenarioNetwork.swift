package import EdgeModel
package import TraceIO

/// The network that a scenario describes.
package enum ScenarioNetwork {
  /// Devices that only send, then one layer per stage.
  ///
  /// - Throws: `InputError` when a stage wants more arcs than it has servers, or a server needs hours for a task.
  package static func make(_ scenario: Scenario, profile: ExitProfile) throws(InputError) -> Network {
    let devices = Layer(
      serviceSeconds: [Double](repeating: 0, count: scenario.devices), inputBytes: 0, exit: .none)
    var layers = [devices], arcs: [[Network.Arc]] = []
    for (index, stage) in scenario.stages.enumerated() {
      let service = try serviceSeconds(stage, number: index + 1, scenario.path)
      let degree = stage.degree ?? service.count
      guard degree <= service.count else {
        throw InputError(
          scenario.path, found: "degree \(degree) into stage \(index + 1) with \(service.count) servers",
          expected: "at most \(service.count)")
      }
      arcs.append(
        Self.arcs(tails: layers[index].serviceSeconds.count, heads: service.count, degree: degree, stage))
      layers.append(
        Layer(
          serviceSeconds: service, inputBytes: stage.inputBytes,
          exit: profile.exit(ofStage: index + 1, thresholds: scenario.profile.thresholds)))
    }
    return Network(layers: layers, arcs: arcs)
  }

  /// s_j = a_h / μ_j of every server of a stage.
  private static func serviceSeconds(
    _ stage: Scenario.Stage, number: Int, _ path: String
  ) throws(InputError) -> [Double] {
    for board in stage.servers where stage.workFlop / board.flopPerSecond > longestServiceSeconds {
      throw InputError(
        path,
        found: "\(stage.workFlop) FLOP at \(board.flopPerSecond) FLOP/s (\(board.name)) in stage \(number)",
        expected: "at most \(Int(longestServiceSeconds)) s per task",
        advice: "Check the units of work_flop and flop_per_s")
    }
    return stage.servers.flatMap { board in
      [Double](repeating: stage.workFlop / board.flopPerSecond, count: board.count)
    }
  }

  /// Beyond an hour per task a unit is wrong, and simulated time could run out of nanoseconds.
  private static let longestServiceSeconds = 3600.0

  /// Every tail is joined to `degree` neighbouring heads, beginning at the head abreast of it on a ring.
  private static func arcs(tails: Int, heads: Int, degree: Int, _ stage: Scenario.Stage) -> [Network.Arc] {
    (0..<tails).flatMap { tail in
      (0..<degree).map { (tail * heads / tails + $0) % heads }.sorted().map { head in
        Network.Arc(tail: tail, head: head, propagationSeconds: stage.propagationSeconds)
      }
    }
  }
}
