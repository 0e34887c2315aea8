import Simulation
import Testing
import TestSupport

@testable import Replay

@Suite struct SummaryTableTests {
  /// Three controllers over four slots of 1 s: `uniform` always 20 ms, `computing-first` 30 ms, `dto-ee` 10 ms and a
  /// task in ten wrong; `dto-ee-clearing`, where it is asked for, 40 ms.
  private func summary(_ labels: [String] = ["dto-ee", "uniform", "computing-first"]) throws -> Summary {
    try TemporaryDirectory.run { directory in
      var tiny = TinyScenario()
      tiny.controllers = labels.map { "{name: \($0)}" }
      tiny.slots = 4
      let scenario = try ScenarioReader.read(try tiny.write(to: directory))
      let delay = ["dto-ee": 10.0, "uniform": 20, "computing-first": 30, "dto-ee-clearing": 40]
      return try Summary(
        scenario,
        labels.map { label in
          var totals = ControllerTotals(slotSeconds: 1)
          for slot in 0..<4 {
            let tasks = (0..<10).map {
              completed(
                $0, arrived: Double(slot), delay: (delay[label] ?? 0) + Double(slot % 2),
                isCorrect: label != "dto-ee" || $0 > 0)
            }
            totals.add(arrivals: 10, tasks)
          }
          return totals
        })
    }
  }

  @Test
  func `the table is aligned, sorted by objective, marks the reference and says what the intervals say`()
    throws
  {
    let text = SummaryTable(try summary()).text
    #expect(
      text == """
        controller       tasks  in flight  mean ms  p95 ms  p99 ms  accuracy %  objective ms     vs *  rounds  messages
        ---------------------------------------------------------------------------------------------------------------
        uniform             40          0     20.5    21.0    21.0      100.00          20.5  -66.1 %     3.0        10
        computing-first     40          0     30.5    31.0    31.0      100.00          30.5  -49.6 %     3.0        10
        dto-ee *            40          0     10.5    11.0    11.0       90.00          60.5    0.0 %     3.0        10

        * reference. By objective = mean delay + 0.50 s x share of wrong answers. Rounds and messages are per slot.
        Every controller meets the same tasks: differences are paired by the slot in which tasks arrive. Tasks in flight
        at the end count there with their delay so far: a lower bound.

        difference from * (95 %)       delay ms  accuracy points   objective ms  verdict
        --------------------------------------------------------------------------------
        uniform                   +10.00 ± 0.00    +10.00 ± 0.00  -40.00 ± 0.00   better
        computing-first           +20.00 ± 0.00    +10.00 ± 0.00  -30.00 ± 0.00   better

        """)
  }

  @Test(arguments: [
    (["uniform", "dto-ee", "dto-ee-clearing"], "dto-ee-clearing"), (["computing-first", "dto-ee"], "dto-ee"),
    (["computing-first", "uniform"], "uniform"),
  ])
  func `the reference is the DTO-EE to use, else whom no heuristic is, else the best`(
    labels: [String], reference: String
  ) throws {
    let summary = try summary(labels)
    #expect(summary.reference?.label == reference)
    let json = try ParsedJSON(parsing: summary.json.text)
    #expect(json["reference"]?.string == reference)
    #expect(
      json["controllers"]?.array.compactMap { $0["controller"]?.string } == labels, "the scenario's order")
  }

  @Test func `the order of a pair turns its signs and its verdict`() throws {
    let forward = SummaryTable(try summary(["dto-ee", "uniform"])).text
    let backward = SummaryTable(try summary(["uniform", "dto-ee"])).text
    #expect(forward.split(separator: "\n").last == backward.split(separator: "\n").last)
  }

  @Test func `CSV holds the numbers in full`() throws {
    let lines = SummaryTable(try summary()).csv.split(separator: "\n")
    #expect(
      lines[0] == "controller,completed,in_flight,delay_mean_s,delay_p95_s,delay_p99_s,accuracy,objective_s,"
        + "rounds_per_slot,messages_per_slot")
    #expect(lines.count == 4)
    #expect(lines[2].hasPrefix("uniform,40,0,0.0205,"), "\(lines[2])")
    #expect(lines.allSatisfy { $0.split(separator: ",", omittingEmptySubsequences: false).count == 10 })
  }
}
