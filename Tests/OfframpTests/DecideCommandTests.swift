import Foundation
import Testing
import TestSupport

@Suite struct DecideCommandTests {
  /// Two devices, two servers with an exit of two levels, one last server.
  private static let instance = """
    {"offramp_instance": 1, "kappa_s": 0.5, "utilisation_knee": 0.95, "link_model": "queue",
     "class_mix": [0.125, 0.125, 0.125, 0.125, 0.125, 0.125, 0.125, 0.125],
     "layers": [{"nodes": 2, "arrival_rate": [3, 1.5]},
                {"nodes": 2, "service_s": [0.1, 0.2], "input_bytes": 1000,
                 "exit": {"thresholds": [0.5, 0.9],
                          "survive": [[0.5,0.5,0.5,0.5,0.5,0.5,0.5,0.5], [0.9,0.9,0.9,0.9,0.8,0.8,0.8,0.8]],
                          "error": [[0.2,0.2,0.2,0.2,0.1,0.1,0.1,0.1], [0,0,0,0,0,0,0,0]]}},
                {"nodes": 1, "service_s": [0.05], "input_bytes": 2000,
                 "final_error": [0.1,0.1,0.1,0.1,0,0,0,0]}],
     "arcs": [{"tail": [0, 0, 1], "head": [0, 1, 1], "bits_per_s": [8e5, 8e5, 1.6e6], "propagation_s": [0, 0, 0]},
              {"tail": [0, 1], "head": [0, 0], "bits_per_s": [1e6, 1e6], "propagation_s": [0, 0]}]}

    """

  @Test(arguments: [
    "dto-ee", "dto-ee-curvature", "dto-ee-grant", "dto-ee-exact", "dto-ee-clearing", "optimum",
    "computing-first",
    "bandwidth-first", "uniform",
  ])
  func `decide prints every promised key on one line`(controller: String) throws {
    try CommandLineTool.run { offramp in
      try offramp.write(Self.instance, to: "i.json")
      let outcome = try offramp("decide", "i.json", "--controller", controller)
      #expect(outcome.status == 0 && outcome.stderr.isEmpty, "\(outcome)")
      #expect(outcome.stdout.count { $0 == "\n" } == 1, "\(outcome)")
      let decision = try ParsedJSON(parsing: outcome.stdout)
      #expect(
        decision.keys.isSuperset(of: [
          "objective_s", "delay_s", "error", "gap_s", "stationarity_s", "rounds", "messages", "bytes",
          "status",
          "strategy", "levels", "history",
        ]), "\(outcome)")
      #expect(decision["strategy"]?.array.map(\.array.count) == [3, 2])
      #expect(decision["levels"]?[0] == .null && decision["levels"]?[2] == .null)
      #expect(decision["levels"]?[1]?.array.count == 2)
    }
  }

  @Test func `history starts cold, ends with the decision and counts the rounds`() throws {
    try CommandLineTool.run { offramp in
      try offramp.write(Self.instance, to: "i.json")
      let outcome = try offramp(
        "decide", "i.json", "--controller", "dto-ee-curvature", "--rounds", "7", "--set", "tolerance=0",
        "--set", "threshold_every=0")
      let decision = try ParsedJSON(parsing: outcome.stdout)
      let history = decision["history"]?.array ?? []
      #expect(decision["rounds"] == .number(7) && decision["status"] == .string("round-limit"), "\(outcome)")
      #expect(history.map { $0["round"]?.number } == (0...7).map(Double.init))
      for key in ["objective_s", "gap_s", "stationarity_s"] {
        #expect(history.last?[key] == decision[key], "\(key): \(outcome)")
        #expect(history.allSatisfy { $0[key]?.number != nil }, "\(key): \(outcome)")
      }
      let delay = decision["delay_s"]?.number ?? .nan, error = decision["error"]?.number ?? .nan
      #expect(abs(delay + 0.5 * error - (decision["objective_s"]?.number ?? .nan)) < 1e-12)
    }
  }

  @Test func `decide searches further than a slot would`() throws {
    try CommandLineTool.run { offramp in
      try offramp.write(Self.instance, to: "i.json")
      func share(_ tolerance: String? = nil) throws -> Double {
        let words = ["decide", "i.json", "--controller", "dto-ee", "--rounds", "3000"]
        let outcome = try offramp.run(words + (tolerance.map { ["--set", "tolerance=\($0)"] } ?? []))
        let decision = try ParsedJSON(parsing: outcome.stdout)
        #expect(decision["status"] == .string("converged"), "\(outcome)")
        return (decision["stationarity_s"]?.number ?? .nan) / (decision["objective_s"]?.number ?? .nan)
      }
      #expect(try share() <= 1e-7)
      #expect(try share("1e-3") <= 1e-3)
      #expect(try share("1e-3") > 1e-6)
    }
  }

  @Test func `no round leaves the cold start`() throws {
    try CommandLineTool.run { offramp in
      try offramp.write(Self.instance, to: "i.json")
      let outcome = try offramp("decide", "i.json", "--controller", "dto-ee", "--rounds", "0")
      let decision = try ParsedJSON(parsing: outcome.stdout)
      #expect(decision["strategy"]?[0] == .array([.number(0.5), .number(0.5), .number(1)]), "\(outcome)")
      #expect(
        decision["levels"]?[1] == .array([.number(1), .number(1)]), "the middle of two levels: \(outcome)")
    }
  }

  @Test func `the decision goes to a file when asked to, and is the same`() throws {
    try CommandLineTool.run { offramp in
      try offramp.write(Self.instance, to: "i.json")
      let printed = try offramp("decide", "i.json", "--controller", "uniform")
      let filed = try offramp("decide", "i.json", "--controller", "uniform", "--output", "d.json")
      #expect(filed.status == 0 && filed.stdout.isEmpty && filed.stderr.isEmpty, "\(filed)")
      #expect(String(decoding: try offramp.bytes("d.json"), as: UTF8.self) == printed.stdout)
    }
  }

  @Test(arguments: [
    (
      ["no.json", "--controller", "uniform"],
      "no.json: found no such file; expected a file to read. Check the path."
    ),
    (
      ["bad.json", "--controller", "uniform"],
      "bad.json: line 2: found 'NaN'; expected a value. Check that it is JSON."
    ),
    (
      ["i.json", "--controller", "unifrom"],
      "--controller: found unknown controller 'unifrom'; expected one of dto-ee, dto-ee-curvature, "
        + "dto-ee-grant, dto-ee-exact, dto-ee-clearing, "
        + "optimum, clairvoyant, computing-first, bandwidth-first, uniform, nearest, selfish, genetic, "
        + "least-delay, two-choices, channel-aware, entropy-exit, predictor-exit. Perhaps 'uniform' is meant."
    ),
    (
      ["i.json", "--controller", "dto-ee", "--set", "steps=2"],
      "--set: found unknown setting 'steps'; expected one of step_rule, step_size, rounds, tolerance, "
        + "threshold_every, threshold_search, rise_limit, threshold_probe, start, threshold_rule, threshold, load_from, load_to, "
        + "information_delay_s, evaluations."
    ),
    (["i.json", "--controller", "dto-ee", "--set", "rounds"], "--set: found 'rounds'; expected KEY=VALUE."),
    (
      ["i.json", "--controller", "dto-ee", "--set", "step_size=0"],
      "--set: found '0' for step_size; expected a positive number."
    ),
  ])
  func `a faulty input is one line on stderr, status 1 and no output`(arguments: [String], message: String)
    throws
  {
    try CommandLineTool.run { offramp in
      try offramp.write(Self.instance, to: "i.json")
      try offramp.write("{\"offramp_instance\": 1,\n\"kappa_s\": NaN}", to: "bad.json")
      let outcome = try offramp.run(["decide"] + arguments + ["--output", "d.json"])
      #expect(outcome.status == 1 && outcome.stdout.isEmpty, "\(outcome)")
      #expect(outcome.stderr == "error: \(message)\n", "\(outcome)")
      #expect(try offramp.names() == ["bad.json", "i.json"])
    }
  }
}
