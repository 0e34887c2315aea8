import EdgeModel
import Foundation
import Testing
import TestSupport

@testable import Replay

@Suite struct InstanceFileTests {
  private static let eighth = "[0.125,0.125,0.125,0.125,0.125,0.125,0.125,0.125]"
  private static let half = "[0.5,0.5,0.5,0.5,0.5,0.5,0.5,0.5]"
  private static let tenth = "[0.1,0.1,0.1,0.1,0.1,0.1,0.1,0.1]"

  /// Two devices, two servers with an exit of two levels, one last server.
  static let sound = """
    {"offramp_instance": 1, "kappa_s": 0.5, "utilisation_knee": 0.95, "link_model": "delay",
     "class_mix": \(eighth),
     "layers": [{"nodes": 2, "arrival_rate": [3, 1.5]},
                {"nodes": 2, "service_s": [0.1, 0.2], "input_bytes": 1000,
                 "exit": {"thresholds": [0.5, 0.9], "survive": [\(half), \(half)], "error": [\(tenth), \(tenth)]}},
                {"nodes": 1, "service_s": [0.05], "input_bytes": 2000, "final_error": \(tenth)}],
     "arcs": [{"tail": [0, 0, 1], "head": [0, 1, 1], "bits_per_s": [8e5, 0, 1.6e6], "propagation_s": [0, 0.001, 0.002]},
              {"tail": [0, 1], "head": [0, 0], "bits_per_s": [1e6, 1e6], "propagation_s": [0, 0]}]}

    """

  private func message(_ text: String) throws -> String {
    try TemporaryDirectory.run { directory in
      let path = try directory.write(text, to: "i.json")
      return directory.message { _ = try InstanceFile.read(path) }
    }
  }

  @Test func `every number of an instance arrives where it belongs`() throws {
    let problem = try TemporaryDirectory.run { directory in
      try InstanceFile.read(try directory.write(Self.sound, to: "i.json"))
    }
    let network = problem.network
    #expect(problem.cost == CostModel(kappaSeconds: 0.5, queue: MD1Queue(knee: 0.95), linkModel: .delay))
    #expect(network.layers.map(\.serviceSeconds) == [[0, 0], [0.1, 0.2], [0.05]])
    #expect(network.layers.map(\.inputBytes) == [0, 1000, 2000])
    #expect(network.tail == [0, 0, 1, 2, 3])
    #expect(network.head == [2, 3, 3, 4, 4])
    #expect(network.propagationSeconds == [0, 0.001, 0.002, 0, 0])
    #expect(network.layers[0].exit == .none)
    let halves = ClassVector(repeating: 0.5), tenths = ClassVector(repeating: 0.1)
    #expect(
      network.layers[1].exit
        == .thresholds(
          ExitTable(thresholds: [0.5, 0.9], survive: [halves, halves], error: [tenths, tenths])))
    #expect(network.layers[2].exit == .final(error: tenths))
    #expect(problem.conditions.arrivalRate == [3, 1.5])
    #expect(problem.conditions.classMix.allSatisfy { $0 == ClassVector(repeating: 0.125) })
    #expect(
      problem.conditions.transmissionSeconds == [0.01, Conditions.outageSeconds, 0.005, 0.016, 0.016])
  }

  @Test func `a middle layer without exit passes everything on`() throws {
    let start = try #require(Self.sound.range(of: ",\n             \"exit\""))
    let end = try #require(Self.sound.range(of: "]}},\n"))
    let text = Self.sound.replacingCharacters(in: start.lowerBound..<end.upperBound, with: "},\n")
    let problem = try TemporaryDirectory.run { directory in
      try InstanceFile.read(try directory.write(text, to: "i.json"))
    }
    #expect(problem.network.layers[1].exit == .none)
  }

  /// One change to the sound instance, and what the reader says about it.
  struct Fault: Sendable, CustomTestStringConvertible {
    let sound: String
    let faulty: String
    let message: String

    init(_ sound: String, _ faulty: String, _ message: String) {
      (self.sound, self.faulty, self.message) = (
        sound, faulty, "i.json: " + (message.hasPrefix("line ") ? "" : "found ") + message
      )
    }

    var testDescription: String { faulty }
  }

  @Test(arguments: [
    Fault(
      #""class_mix": [0.125"#, #""class_mix": [0.25"#,
      "shares that sum to 1.125 at class_mix; expected a sum of 1."),
    Fault(
      #""class_mix": [0.125"#, #""class_mix": [1.125"#,
      "1.125 at class_mix[0]; expected a number that is from 0 to 1."),
    Fault(#""class_mix": [0.125,"#, #""class_mix": ["#, "7 numbers in class_mix; expected 8."),
    Fault(
      #""survive": [[0.5"#, #""survive": [[-0.5"#,
      "-0.5 at layers[1].exit.survive[0][0]; expected a number that is from 0 to 1."),
    Fault(
      #""error": [[0.1,0.1"#, #""error": [[0.1,1.1"#,
      "1.1 at layers[1].exit.error[0][1]; expected a number that is from 0 to 1."),
    Fault(#""error": [[0.1,"#, #""error": [["#, "7 numbers in layers[1].exit.error[0]; expected 8."),
    Fault(
      #""thresholds": [0.5, 0.9]"#, #""thresholds": [0.5]"#,
      "2 rows at layers[1].exit.survive; expected one per threshold, 1."),
    Fault(
      #""thresholds": [0.5, 0.9]"#, #""thresholds": []"#,
      "no level at layers[1].exit.thresholds; expected one or more."),
    Fault(
      #""final_error": [0.1"#, #""final_error": [2"#,
      "2.0 at layers[2].final_error[0]; expected a number that is from 0 to 1."),
    Fault(
      #""final_error""#, #""last_error""#,
      "no final_error in layers[2], the last layer; expected one share of errors per class."),
  ])
  func `shares that cannot be are named`(_ fault: Fault) throws { try check(fault) }

  @Test(arguments: [
    Fault(
      #""nodes": 2, "arrival_rate""#, #""nodes": 3, "arrival_rate""#,
      "no arc out of node 2 of layer 0 at arcs[0]; expected at least one out of every node."),
    Fault("[3, 1.5]", "[3]", "1 number in layers[0].arrival_rate; expected 2."),
    Fault(
      #""nodes": 1"#, #""nodes": 0"#, "0 at layers[2].nodes; expected a number of nodes from 1 to 1000000."),
    Fault(
      #""nodes": 1"#, #""nodes": 1000000000000"#,
      "1000000000000 at layers[2].nodes; expected a number of nodes from 1 to 1000000."),
    Fault(
      "[3, 1.5]", "[3, -1.5]", "-1.5 at layers[0].arrival_rate[1]; expected a number that is not negative."),
    Fault(#", "arrival_rate": [3, 1.5]"#, "", "no arrival_rate in layers[0]; expected one rate per device."),
    Fault("[0.1, 0.2]", "[0.1, -0.2]", "-0.2 at layers[1].service_s[1]; expected a number that is positive."),
    Fault("[0.1, 0.2]", "[0.1, 0]", "0.0 at layers[1].service_s[1]; expected a number that is positive."),
    Fault("[0.1, 0.2]", "[0.1]", "1 number in layers[1].service_s; expected 2."),
    Fault(#""service_s": [0.1, 0.2], "#, "", "0 numbers in layers[1].service_s; expected 2."),
    Fault(
      #""input_bytes": 1000,"#, #""input_bytes": 0,"#,
      "0.0 at layers[1].input_bytes[0]; expected a number that is positive."),
    Fault(#""input_bytes": 1000,"#, "", "no input_bytes in layers[1]; expected the size of a task in bytes."),
  ])
  func `nodes that cannot be are named`(_ fault: Fault) throws { try check(fault) }

  @Test(arguments: [
    Fault(
      #""head": [0, 1, 1]"#, #""head": [1, 0, 1]"#,
      "0 -> 0 out of order or twice at arcs[0][1]; expected arcs ordered by (tail, head)."),
    Fault(
      #""head": [0, 1, 1]"#, #""head": [0, 0, 1]"#,
      "0 -> 0 out of order or twice at arcs[0][1]; expected arcs ordered by (tail, head)."),
    Fault(#""head": [0, 1, 1]"#, #""head": [0, 2, 1]"#, "0 -> 2 at arcs[0][1]; expected nodes below 2 -> 2."),
    Fault(#""head": [0, 1, 1]"#, #""head": [0, 1]"#, "2 heads at arcs[0].head; expected 3."),
    Fault(
      #""tail": [0, 0, 1], "head": [0, 1, 1], "bits_per_s": [8e5, 0, 1.6e6], "propagation_s": [0, 0.001, 0.002]"#,
      #""tail": [0], "head": [0], "bits_per_s": [8e5], "propagation_s": [0]"#,
      "no arc out of node 1 of layer 0 at arcs[0]; expected at least one out of every node."),
    Fault("[8e5, 0, 1.6e6]", "[8e5, 0]", "2 numbers in arcs[0].bits_per_s; expected 3."),
    Fault(
      "[8e5, 0, 1.6e6]", "[8e5, 0, -1]",
      "-1.0 at arcs[0].bits_per_s[2]; expected a number that is not negative."),
    Fault(
      "[0, 0.001, 0.002]", "[0, -0.001, 0.002]",
      "-0.001 at arcs[0].propagation_s[1]; expected a number that is not negative."),
    Fault(
      #"{"tail": [0, 1], "head": [0, 0], "bits_per_s": [1e6, 1e6], "propagation_s": [0, 0]}"#,
      #"{"tail": [0, 1], "head": [0, 0], "bits_per_s": [1e6, 1e6], "propagation_s": [0, 0]}, {"tail": [], "head": [], "bits_per_s": [], "propagation_s": []}"#,
      "3 arc lists at arcs; expected 2, one between every two layers."),
  ])
  func `arcs that cannot be are named`(_ fault: Fault) throws { try check(fault) }

  @Test(arguments: [
    Fault(#""offramp_instance": 1"#, #""offramp_instance": 2"#, "2 at offramp_instance; expected version 1."),
    Fault(
      #""kappa_s": 0.5"#, #""kappa_s": -0.5"#, "-0.5 at kappa_s[0]; expected a number that is not negative."),
    Fault(
      #""utilisation_knee": 0.95"#, #""utilisation_knee": 1"#,
      "1.0 at utilisation_knee; expected a number between 0 and 1."),
    Fault(#""link_model": "delay""#, #""link_model": "pipe""#, "link_model 'pipe'; expected delay or queue."),
    Fault(
      #""kappa_s": 0.5, "#, "",
      "no key 'kappa_s'; expected it. See docs/formats.md for the keys of a file of this kind."),
    Fault(
      #""thresholds": [0.5, 0.9], "#, "",
      "no key 'thresholds' at layers[1].exit; expected it. See docs/formats.md for the keys of a "
        + "file of this kind."
    ),
    Fault(
      #""kappa_s": 0.5"#, #""kappa_s": "half""#, "a value of the wrong kind at kappa_s; expected a number."),
    Fault(
      "[0.1, 0.2]", #"[0.1, null]"#, "a value of the wrong kind at layers[1].service_s[1]; expected a number."
    ),
    Fault(
      #""nodes": 1"#, #""nodes": 1.5"#,
      "a number that does not fit, such as 1.5 nodes or 1e999; expected whole numbers of nodes, "
        + "and numbers that fit a double."
    ),
    Fault("[0.1, 0.2]", "[0.1, NaN]", "line 4: found 'NaN'; expected a value. Check that it is JSON."),
    Fault(
      #"{"offramp_instance": 1"#, #"offramp_instance: 1"#,
      "line 1: found 'offramp_instance'; expected a value. Check that it is JSON."),
    Fault(
      #", "head": [0, 0]"#, #", "head": [0, 0"#,
      "line 8: found ':'; expected ',' or ']'. Check that it is JSON."),
  ])
  func `documents that cannot be are named`(_ fault: Fault) throws { try check(fault) }

  private func check(_ fault: Fault) throws {
    try #require(Self.sound.contains(fault.sound), "the sound instance must hold '\(fault.sound)'")
    let range = try #require(Self.sound.range(of: fault.sound))
    let said = try message(Self.sound.replacingCharacters(in: range, with: fault.faulty))
    #expect(said == fault.message)
  }

  @Test func `an empty, a missing and no file at all are errors`() throws {
    #expect(
      try message("")
        == "i.json: byte 0: found an empty file; expected text, plain or compressed with zstd. Copy or write "
        + "it again."
    )
    try TemporaryDirectory.run { directory in
      #expect(
        directory.message { _ = try InstanceFile.read(directory.file("no.json")) }
          == "no.json: found no such file; expected a file to read. Check the path.")
      #expect(
        directory.message { _ = try InstanceFile.read(directory.file("")) }
          == ": found a directory; expected a file. Name a file inside it.")
    }
  }
}
