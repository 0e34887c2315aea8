import TestSupport
import Testing

@testable import Tuning

@Suite struct SpaceReaderTests {
  private static let whole = """
    offramp_space: 1
    name: rules
    controller: dto-ee
    parameters:
      - {name: step_rule, type: choice, values: [fixed, exact]}
      - {name: step_size, from: 0.01, to: 10, scale: log, when: {step_rule: fixed}}
      - {name: relative, sets: step_size, from: 0.5, to: 2, when: {step_rule: exact}}
      - {name: rounds, type: int, from: 5, to: 50}
      - {name: kappa_s, from: 0.1, to: 2}
    minimise: delay
    accuracy_at_least: 0.7
    sampler: sobol
    trials: 12
    seed: 5
    replay_seeds: [1, 2]
    loads: [0.5, 1]
    split: {tune: [0, 4], hold_out: [4, 6]}
    pruning: {probability: 0.1, from_slot: 3}
    compare_by: step_rule
    """

  @Test func `every key is read`() throws {
    try TemporaryDirectory.run { directory in
      let space = try SpaceReader.read(directory.write(Self.whole, to: "space.yaml"))
      #expect(space.name == "rules" && space.controller == "dto-ee" && space.sampler == .sobol)
      #expect(space.parameters.map(\.key) == ["step_rule", "step_size", "step_size", "rounds", "kappa_s"])
      #expect(space.parameters[1].domain == .float(from: 0.01, to: 10, isLogarithmic: true))
      #expect(space.parameters[2].conditions == [.init(parameter: 0, choices: [1])])
      #expect(space.goal == Goal(quantity: .delay, accuracyFloor: 0.7, delayCeilingSeconds: nil))
      #expect(
        space.trials == 12 && space.seed == 5 && space.replaySeeds == [1, 2] && space.loads == [0.5, 1])
      #expect(space.split == .slots(tune: 0..<4, holdOut: 4..<6) && space.compareBy == 0)
      #expect(space.pruning == .init(probability: 0.1, leastGain: 0, fromSlot: 3, every: 5))
      #expect(space.batchSize == nil && space.batch(of: 11) == 1)
    }
  }

  @Test(arguments: [(360, 240), (60, 40), (2, 1), (1, 1)])
  func `the last share of any number of slots is held out`(slots: Int, tuned: Int) {
    let (tune, holdOut) = Space.Split.last(share: 0.3333).parts(of: slots)
    #expect(tune == 0..<tuned && holdOut == (tuned < slots ? tuned..<slots : nil))
  }

  @Test func `batches suit the sampler where none is stated`() throws {
    try TemporaryDirectory.run { directory in
      let text = Self.whole.replacing("sampler: sobol", with: "sampler: tpe")
      let space = try SpaceReader.read(directory.write(text, to: "space.yaml"))
      #expect([0, 1, 8, 9, 16].map(space.batch(of:)) == [0, 1, 1, 2, 2])
    }
  }

  private static let faults: [(old: String, new: String, message: String)] = [
    ("name: rules", "nmae: rules", "line 2: found unknown key 'nmae'; expected 'name'."),
    (
      "sampler: sobol", "sampler: random",
      "line 12: found 'random' at sampler; expected one of grid, sobol, tpe."
    ),
    ("trials: 12", "trial: 12", "line 13: found unknown key 'trial'; expected one of "),
    (
      "name: rounds,", "name: runds,",
      "line 8: found no such setting for 'runds' in parameters[3]; expected one of step_rule, "
    ),
    (
      "values: [fixed, exact]", "values: [fixed, exakt]",
      "line 5: found exakt for 'step_rule' in parameters[0]; expected one of fixed, "
    ),
    (
      "from: 0.01, to: 10", "from: 0, to: 10",
      "line 6: found '0' at parameters[1].from; expected a positive number."
    ),
    (
      "from: 0.5, to: 2", "from: 0.5, to: 0.5",
      "line 7: found '0.5' at parameters[2].to; expected a number above 0.5."
    ),
    (
      "from: 5, to: 50", "from: 5, to: 4",
      "line 8: found '4' at parameters[3].to; expected a whole number from 5"
    ),
    (
      "when: {step_rule: exact}", "when: {step_rule: fixed}",
      "line 7: found 'step_size' and 'relative', which may both set 'step_size'; expected conditions ('when') that "
        + "exclude each other."
    ),
    (
      "when: {step_rule: fixed}", "when: {rule: fixed}",
      "line 6: found 'rule' in parameters[1].when; expected the name of an earlier parameter with choices."
    ),
    (
      "when: {step_rule: fixed}", "when: {step_rule: grant}",
      "line 6: found 'grant' at parameters[1].when.step_rule; expected one of fixed, exact."
    ),
    ("sets: step_size", "sets: stepsize", "line 7: found no such setting for 'stepsize' in parameters[2]"),
    (
      "loads: [0.5, 1]", "loads: [0.5, -1]",
      "line 16: found '-1' at loads; expected positive factors, each once."
    ),
    (
      "replay_seeds: [1, 2]", "replay_seeds: [1, 1]",
      "line 15: found '1' at replay_seeds; expected whole numbers from 0 to 999999999999999, each once."
    ),
    (
      "hold_out: [4, 6]", "hold_out: [3, 6]",
      "line 17: found held-out slots that trials are tuned on; expected slots apart."
    ),
    (
      "{tune: [0, 4], hold_out: [4, 6]}", "{tune: [0, 4], hold_out_last: 0.5}",
      "line 17: found both tune and hold_out_last in split; expected tune and hold_out, or hold_out_last."
    ),
    (
      "tune: [0, 4]", "tune: [0]",
      "line 17: found [0] at split.tune; expected two slots, the first and the one after the last, such as [0, 240]."
    ),
    (
      "compare_by: step_rule", "compare_by: rounds",
      "line 19: found 'rounds' at compare_by; expected the name of a "
    ),
    ("minimise: delay", "minimise: [delay]", "line 10: found a list at minimise; expected a single value."),
    ("offramp_space: 1", "offramp_space: 2", "line 1: found space version 2; expected version 1."),
  ]

  @Test(arguments: faults)
  func `a fault is said with its line`(old: String, new: String, message: String) throws {
    try TemporaryDirectory.run { directory in
      try #require(Self.whole.contains(old))
      let path = try directory.write(Self.whole.replacing(old, with: new), to: "space.yaml")
      let said = directory.message { _ = try SpaceReader.read(path) }
      #expect(said.hasPrefix("space.yaml: " + message), "\(said)")
    }
  }
}
