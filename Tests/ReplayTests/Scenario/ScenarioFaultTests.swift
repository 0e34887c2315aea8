import Controllers
import EdgeModel
import Foundation
import Testing
import TestSupport

@testable import Replay

/// Every way a scenario can be wrong, with the whole message.
@Suite struct ScenarioFaultTests {
  /// One change to a sound scenario, and what the reader says about it.
  struct Fault: Sendable, CustomTestStringConvertible {
    let sound: String
    let faulty: String
    let message: String

    init(_ sound: String, _ faulty: String, _ message: String) {
      (self.sound, self.faulty, self.message) = (sound, faulty, message)
    }

    var testDescription: String { faulty }
  }

  private func message(_ fault: Fault) throws -> String {
    let text = ScenarioReaderTests.least
    try #require(text.contains(fault.sound), "the sound scenario must hold '\(fault.sound)'")
    return try TemporaryDirectory.run { directory in
      let path = try directory.write(
        text.replacingOccurrences(of: fault.sound, with: fault.faulty), to: "s.yaml")
      return directory.message { _ = try ScenarioReader.read(path) }
    }
  }

  @Test(arguments: [
    Fault(
      "slots: 3", "slots: 3\ndeadline_s: 0",
      "s.yaml: line 5: found '0' at deadline_s; expected a number above 0, at most 86400."),
    Fault(
      "slots: 3", "slots: 3\ndeadline: drop",
      "s.yaml: line 5: found deadline without deadline_s; expected both, or neither."),
    Fault(
      "slots: 3", "slots: 3\ndeadline_s: 1\ndeadline: lose",
      "s.yaml: line 6: found 'lose' at deadline; expected one of count, drop."),
    Fault(
      "input_bytes: 1000,", "input_bytes: 1000, queue_limit: 0,",
      "s.yaml: line 8: found '0' at stages[0].queue_limit; expected a whole number from 1 to 100000000."),
    Fault(
      "count: 2, flop_per_s: 1.0e+9", "count: 2, flop_per_s: 1.0e+9, speed: s.csv",
      "s.yaml: line 8: found 's.csv' at stages[0].servers[0].speed; expected keys with values."),
    Fault(
      "count: 2, flop_per_s: 1.0e+9", "count: 2, flop_per_s: 1.0e+9, speed: {trace: s.csv, on_failure: drop}",
      "s.yaml: line 8: found 'drop' at stages[0].servers[0].speed.on_failure; expected one of keep, lose."),
    Fault(
      "nominal_per_s: 4", "nominal_per_s: 4, drift: {period_s: 60, amplitude: 2}",
      "s.yaml: line 10: found '2' at arrivals.drift.amplitude; expected a number from 0 to 1."),
    Fault(
      "slots: 3", "slots: 3\nforecast: first",
      "s.yaml: line 5: found 'first' at forecast; expected last, or keys of which one is ewma or link_quantile."
    ),
    Fault(
      "slots: 3", "slots: 3\nforecast: [0.3]",
      "s.yaml: line 5: found a list at forecast; expected last, or keys of which one is ewma or link_quantile."
    ),
    Fault(
      "slots: 3", "slots: 3\nforecast: {ewma: 0}",
      "s.yaml: line 5: found '0' at forecast.ewma; expected a weight above 0, at most 1."),
    Fault(
      "slots: 3", "slots: 3\nforecast: {link_quantile: 2}",
      "s.yaml: line 5: found '2' at forecast.link_quantile; expected a share from 0 to 1."),
    Fault(
      "slots: 3", "slots: 3\nforecast: {link_slots: 2}",
      "s.yaml: line 5: found neither ewma nor link_quantile at forecast; expected one of them, or both."),
    Fault("slots: 3", "sloots: 3", "s.yaml: line 4: found unknown key 'sloots'; expected 'slots'."),
    Fault(
      "slots: 3", "slots: 3\nslot_length: 3",
      "s.yaml: line 5: found unknown key 'slot_length'; expected one of offramp_scenario, "
        + "exit_profile, name, notice, seed, slot_s, slots, from_s, kappa_s, utilisation_knee, link_model, "
        + "deadline_s, deadline, engine, devices, stages, arrivals, forecast, controllers."
    ),
    Fault(
      "slots: 3", "slots: 3\nslot_ss: 3",
      "s.yaml: line 5: found unknown key 'slot_ss'; expected one of offramp_scenario, "
        + "exit_profile, name, notice, seed, slot_s, slots, from_s, kappa_s, utilisation_knee, link_model, "
        + "deadline_s, deadline, engine, devices, stages, arrivals, forecast, controllers. Perhaps 'slot_s' is meant."
    ),
    Fault(
      "link: {bits_per_s: 1.0e+6}", "link: {bits_per_s: 1.0e+6, propagationn_s: 1}",
      "s.yaml: line 8: found unknown key 'propagationn_s' in stages[0].link; expected one of "
        + "propagation_s, degree, bits_per_s, trace. Perhaps 'propagation_s' is meant."
    ),
    Fault(
      "link: {bits_per_s: 1.0e+6}", "link: {bandwidht: 1.0e+6}",
      "s.yaml: line 8: found unknown key 'bandwidht' in stages[0].link; expected one of "
        + "propagation_s, degree, bits_per_s, trace, bind, scale."
    ),
    Fault(
      "link: {bits_per_s: 1.0e+6}", "link: {bits_per_s: 1.0e+6, bind: hash}",
      "s.yaml: line 8: found unknown key 'bind' in stages[0].link; expected one of propagation_s, "
        + "degree, bits_per_s, trace."
    ),
    Fault(
      "{board: b, count: 2,", "{board: b, counts: 2,",
      "s.yaml: line 8: found unknown key 'counts' in stages[0].servers[0]; expected 'count'."),
    Fault(
      "{trace: a.csv, nominal_per_s: 4}", "{trace: a.csv, nominal_per_s: 4, scael: 2}",
      "s.yaml: line 10: found unknown key 'scael' in arrivals; expected one of trace, bind, "
        + "interval_s, scale, from_s, nominal_per_s, drift. Perhaps 'scale' is meant."
    ),
    Fault(
      "step: 0.02}", "step: 0.02, unit: 1}",
      "s.yaml: line 5: found unknown key 'unit' in exit_profile.thresholds; expected one of from, to, step."),
    Fault(
      "[{name: uniform}]", "[{name: uniform, sett: {rounds: 2}}]",
      "s.yaml: line 11: found unknown key 'sett' in controllers[0]; expected one of name, label, "
        + "exit_profile, set. Perhaps 'set' is meant."
    ),
  ])
  func `an unknown key is an error that suggests the nearest`(_ fault: Fault) throws {
    let said = try message(fault)
    #expect(said == fault.message)
  }

  @Test(arguments: [
    Fault("seed: 7\n", "", "s.yaml: line 1: found no key 'seed'; expected it."),
    Fault("name: least\n", "", "s.yaml: line 1: found no key 'name'; expected it."),
    Fault("devices: 2\n", "", "s.yaml: line 1: found no key 'devices'; expected it."),
    Fault(
      "{board: b, count: 2, flop_per_s: 1.0e+9}", "{board: b, count: 2}",
      "s.yaml: line 8: found no key 'flop_per_s' in stages[0].servers[0]; expected it."),
    Fault("work_flop: 1.0e+9, ", "", "s.yaml: line 8: found no key 'work_flop' in stages[0]; expected it."),
    Fault("from: 0.2, ", "", "s.yaml: line 5: found no key 'from' in exit_profile.thresholds; expected it."),
    Fault(
      "arrivals: {trace: a.csv, nominal_per_s: 4}", "arrivals: {trace: a.csv}",
      "s.yaml: line 10: found no key 'nominal_per_s' in arrivals; expected it."),
    Fault("controllers: [{name: uniform}]", "", "s.yaml: line 1: found no key 'controllers'; expected it."),
  ])
  func `a missing key is named`(_ fault: Fault) throws {
    let said = try message(fault)
    #expect(said == fault.message)
  }

  @Test(arguments: [
    Fault("seed: 7", "seed: -1", "s.yaml: line 3: found '-1' at seed; expected a whole number from 0."),
    Fault("seed: 7", "seed: 1.5", "s.yaml: line 3: found '1.5' at seed; expected a whole number from 0."),
    Fault("seed: 7", "seed: [1]", "s.yaml: line 3: found a list at seed; expected a single value."),
    Fault(
      "devices: 2", "devices: 100000000000000",
      "s.yaml: line 6: found '100000000000000' at devices; expected a whole number from 1 to 1000000."),
    Fault(
      "{board: b, count: 2,", "{board: b, count: 1.0e+14,",
      "s.yaml: line 8: found '1.0e+14' at stages[0].servers[0].count; expected a whole number from 1 to 1000000."
    ),
    Fault("slots: 3", "slots: 0", "s.yaml: line 4: found '0' at slots; expected a whole number from 1."),
    Fault(
      "slots: 3", "slots: many", "s.yaml: line 4: found 'many' at slots; expected a whole number from 1."),
    Fault(
      "devices: 2", "devices:",
      "s.yaml: line 6: found nothing at devices; expected a whole number from 1 to 1000000."),
    Fault(
      "devices: 2", "devices: 2\nkappa_s: -0.1",
      "s.yaml: line 7: found '-0.1' at kappa_s; expected a number that is not negative."),
    Fault(
      "devices: 2", "devices: 2\nkappa_s: .nan",
      "s.yaml: line 7: found '.nan' at kappa_s; expected a number that is not negative."),
    Fault(
      "devices: 2", "devices: 2\nkappa_s: nan",
      "s.yaml: line 7: found 'nan' at kappa_s; expected a number that is not negative."),
    Fault(
      "devices: 2", "devices: 2\nutilisation_knee: 1",
      "s.yaml: line 7: found '1' at utilisation_knee; expected a number between 0 and 1."),
    Fault(
      "devices: 2", "devices: 2\nlink_model: pipe",
      "s.yaml: line 7: found 'pipe' at link_model; expected one of delay, queue."),
    Fault(
      "devices: 2", "devices: 2\nslot_s: 0",
      "s.yaml: line 7: found '0' at slot_s; expected a number from 0.001 to 86400."),
    Fault(
      "devices: 2", "devices: 2\nslot_s: 1.0e-12",
      "s.yaml: line 7: found '1.0e-12' at slot_s; expected a number from 0.001 to 86400."),
    Fault("name: least", "name:", "s.yaml: line 2: found nothing at name; expected some text."),
    Fault(
      "work_flop: 1.0e+9", "work_flop: -1.0e+9",
      "s.yaml: line 8: found '-1.0e+9' at stages[0].work_flop; expected a positive number."),
    Fault(
      "input_bytes: 1000", "input_bytes: 1 kB",
      "s.yaml: line 8: found '1 kB' at stages[0].input_bytes; expected a positive number."),
    Fault(
      "{bits_per_s: 1.0e+6}", "{bits_per_s: -1.0e+6}",
      "s.yaml: line 8: found '-1.0e+6' at stages[0].link.bits_per_s; expected a positive number."),
    Fault(
      "{bits_per_s: 1.0e+6}", "{bits_per_s: inf}",
      "s.yaml: line 8: found 'inf' at stages[0].link.bits_per_s; expected a positive number."),
    Fault(
      "{bits_per_s: 1.0e+6}", "{bits_per_s: 1.0e+6, propagation_s: -1}",
      "s.yaml: line 8: found '-1' at stages[0].link.propagation_s; expected a number from 0 to 3600."),
    Fault(
      "{bits_per_s: 1.0e+6}", "5", "s.yaml: line 8: found '5' at stages[0].link; expected keys with values."),
    Fault(
      "servers: [{board: b, count: 2, flop_per_s: 1.0e+9}]", "servers: {board: b}",
      "s.yaml: line 8: found keys with values at stages[0].servers; expected a list of one entry or more."),
    Fault(
      "servers: [{board: b, count: 2, flop_per_s: 1.0e+9}]", "servers: []",
      "s.yaml: line 8: found an empty list at stages[0].servers; expected a list of one entry or more."),
    Fault(
      "{from: 0.2, to: 1.0, step: 0.02}", "{from: 0.2, to: 1.2, step: 0.02}",
      "s.yaml: line 5: found '1.2' at exit_profile.thresholds.to; expected a confidence from 0.2 to 1."),
    Fault(
      "{from: 0.2, to: 1.0, step: 0.02}", "{from: 0.2, to: 0.1, step: 0.02}",
      "s.yaml: line 5: found '0.1' at exit_profile.thresholds.to; expected a confidence from 0.2 to 1."),
    Fault(
      "{from: 0.2, to: 1.0, step: 0.02}", "{from: 0.2, to: 1.0, step: 0}",
      "s.yaml: line 5: found '0' at exit_profile.thresholds.step; expected a number from 0.001 to 1."),
    Fault(
      "offramp_scenario: 1", "offramp_scenario: 2",
      "s.yaml: line 1: found scenario version 2; expected version 1."),
  ])
  func `a value that does not fit is shown with what would`(_ fault: Fault) throws {
    let said = try message(fault)
    #expect(said == fault.message)
  }

  @Test(arguments: [
    Fault(
      "{bits_per_s: 1.0e+6}", "{bits_per_s: 1.0e+6, trace: l.csv}",
      "s.yaml: line 8: found both bits_per_s and trace in stages[0].link; expected one of "
        + "bits_per_s and trace."
    ),
    Fault(
      "{bits_per_s: 1.0e+6}", "{propagation_s: 0.001}",
      "s.yaml: line 8: found no rate in stages[0].link; expected one of bits_per_s and trace."),
    Fault(
      "{trace: l.csv}", "{trace: l.csv, bind: modulo}",
      "s.yaml: line 9: found 'modulo' at stages[1].link.bind; expected one of identity, round-robin, hash."),
    Fault(
      "{trace: a.csv, ", "{trace: a.csv, bind: hashed, ",
      "s.yaml: line 10: found 'hashed' at arrivals.bind; expected one of identity, round-robin, hash."),
  ])
  func `a link or binding that cannot be is refused`(_ fault: Fault) throws {
    let said = try message(fault)
    #expect(said == fault.message)
  }

  @Test(arguments: [
    Fault(
      "[{name: uniform}]", "[{name: unifrom}]",
      "s.yaml: line 11: found unknown controller 'unifrom'; expected one of "
        + "\(ControllerEntry.all.map(\.name).joined(separator: ", ")). Perhaps 'uniform' is meant."
    ),
    Fault(
      "[{name: uniform}]", "[{name: round-the-clock}]",
      "s.yaml: line 11: found unknown controller 'round-the-clock'; expected one of "
        + "\(ControllerEntry.all.map(\.name).joined(separator: ", "))."
    ),
    Fault(
      "[{name: uniform}]", "\n  - name: uniform\n  - name: dto-ee\n  - name: uniform",
      "s.yaml: line 14: found two controllers called 'uniform'; expected names of their own. Give "
        + "one of them a label."
    ),
    Fault(
      "[{name: uniform}]", "[{name: uniform, label: 'a,b'}]",
      "s.yaml: line 11: found the label 'a,b'; expected letters, digits, '-', '_' and '.'."),
    Fault(
      "[{name: uniform}]", "[{name: uniform, label: ''}]",
      "s.yaml: line 11: found the label ''; expected letters, digits, '-', '_' and '.'."),
    Fault(
      "[{name: uniform}]", "\n  - name: uniform\n    set:\n      rouds: 3",
      "s.yaml: line 14: found unknown setting 'rouds'; expected one of step_rule, step_size, "
        + "rounds, tolerance, threshold_every, threshold_search, rise_limit, threshold_probe, start, threshold_rule, threshold, "
        + "load_from, load_to, information_delay_s, evaluations. "
        + "Perhaps 'rounds' is meant."
    ),
    Fault(
      "[{name: uniform}]", "\n  - name: uniform\n    set:\n      rounds: few",
      "s.yaml: line 14: found 'few' for rounds; expected a whole number from 0."),
    Fault(
      "[{name: uniform}]", "[{name: uniform, set: 3}]",
      "s.yaml: line 11: found '3' at controllers[0].set; expected keys with values."),
    Fault(
      "[{name: uniform}]", "[uniform]",
      "s.yaml: line 11: found 'uniform' at controllers[0]; expected keys with values."),
    Fault(
      "[{name: uniform}]", "[]",
      "s.yaml: line 11: found an empty list at controllers; expected a list of one entry or more."),
  ])
  func `a controller that cannot be is refused`(_ fault: Fault) throws {
    let said = try message(fault)
    #expect(said == fault.message)
  }

  @Test(arguments: [
    Fault("slots: 3", "slots: 3\nslots: 4", "s.yaml: line 4: found the key 'slots' twice; expected it once."),
    Fault(
      "slots: 3", "slots: [3",
      "s.yaml: line 5: found text that is not YAML (did not find expected ',' or ']'); expected "
        + "keys with values."
    ),
    Fault(
      "slots: 3", "slots: 3\n\tdevices: 4",
      "s.yaml: line 5: found text that is not YAML (found a tab character that violates "
        + "indentation); expected keys with values."
    ),
    Fault(
      "slots: 3", "slots: *three",
      "s.yaml: line 4: found text that is not YAML (found undefined alias); expected keys with values."),
  ])
  func `text that is no YAML is an error with its line`(_ fault: Fault) throws {
    let said = try message(fault)
    #expect(said == fault.message)
  }

  @Test(arguments: [
    (
      "",
      "s.yaml: byte 0: found an empty file; expected text, plain or compressed with zstd. Copy or write it again."
    ),
    ("# nothing yet\n", "s.yaml: line 1: found no content; expected a scenario."),
    ("- 1\n- 2\n", "s.yaml: line 1: found a list; expected keys with values."),
    ("just words\n", "s.yaml: line 1: found 'just words'; expected keys with values."),
  ])
  func `a file without keys is an error`(text: String, message: String) throws {
    try TemporaryDirectory.run { directory in
      let path = try directory.write(text, to: "s.yaml")
      #expect(directory.message { _ = try ScenarioReader.read(path) } == message)
    }
  }

  @Test func `a missing file and a directory are errors`() throws {
    try TemporaryDirectory.run { directory in
      #expect(
        directory.message { _ = try ScenarioReader.read(directory.file("no.yaml")) }
          == "no.yaml: found no such file; expected a file to read. Check the path.")
      try directory.write("", to: "folder/file")
      #expect(
        directory.message { _ = try ScenarioReader.read(directory.file("folder")) }
          == "folder: found a directory; expected a file. Name a file inside it.")
    }
  }

  @Test(arguments: [
    Fault(
      "{bits_per_s: 1.0e+6}", "{bits_per_s: 1.0e+6, degree: 3}",
      "s.yaml: found degree 3 into stage 1 with 2 servers; expected at most 2."),
    Fault(
      "flop_per_s: 3.0e+9", "flop_per_s: 3.0",
      "s.yaml: found 2000000000.0 FLOP at 3.0 FLOP/s (c) in stage 2; expected at most 3600 s per task. "
        + "Check the units of work_flop and flop_per_s."),
  ])
  func `a network that cannot be is refused`(_ fault: Fault) throws {
    let text = ScenarioReaderTests.least.replacingOccurrences(of: fault.sound, with: fault.faulty)
    try TemporaryDirectory.run { directory in
      let scenario = try ScenarioReader.read(try directory.write(text, to: "s.yaml"))
      let stages = [
        ExitProfile.Stage(confidence: nil, isCorrect: nil),
        ExitProfile.Stage(confidence: nil, isCorrect: [Bool](repeating: true, count: 8)),
      ]
      #expect(
        directory.message { _ = try ScenarioNetwork.make(scenario, profile: ExitProfile(stages: stages)) }
          == fault.message)
    }
  }
}
