import Replay
import TestSupport
import Testing

@testable import Report
@testable import Tuning

@Suite struct StudyPageTests {
  private static let header: JSONValue = [
    "type": "study", "offramp_study": 1, "version": "0", "name": "steps <1>", "notice": "made by a test",
    "controller": "dto-ee", "minimise": "delay",
    "parameters": [
      [
        "name": "step", "sets": "step_size", "type": "float", "from": 0.1, "to": 10.0, "scale": "log",
        "when": [:],
      ]
    ],
    "sampler": "grid", "tune": [0, 2],
    "cases": [["case": "a", "kappa_s": 0.5], ["case": "b", "kappa_s": 0.5]],
  ]

  /// A trial that measures `delays` in ns, one task a slot, in both cases.
  private func trial(_ number: Int, _ step: Double, _ delays: [Int], left: Int = 0, incumbent: Int? = nil)
    -> Trial
  {
    var columns = SlotColumns()
    (columns.completed, columns.correct) = (delays.map { _ in 1 }, delays.map { _ in 1 })
    (columns.delayNanoseconds, columns.messages) = (delays, delays.map { _ in 0 })
    columns.inFlight = left
    return Trial(
      number: number, batch: min(number, 1), values: [step], status: incumbent == nil ? .complete : .stopped,
      incumbent: incumbent, probability: nil, value: Double(delays.reduce(0, +)) / Double(delays.count) / 1e9,
      violation: 0, cases: [columns, columns])
  }

  private func withView(_ body: (StudyView, StudyPage) throws -> Void) throws {
    try TemporaryDirectory.run { directory in
      let header = try #require(StudyHeader(Self.header))
      let trials = [
        trial(0, 1, [2_000_000, 4_000_000]), trial(1, 0.5, [3_000_000], incumbent: 0),
        trial(2, 5, [9_000_000, 9_000_000]),
        trial(3, 2, [3_000_000, 3_000_000], left: 1),
      ]
      let text = trials.map { JournalRecords.line($0.json(header)) }.joined()
      try directory.write(JournalRecords.line(header.json) + text, to: "study.jsonl")
      try body(try StudyView(directory.file("study.jsonl")), try StudyPage(directory.path))
    }
  }

  @Test func `a stopped trial stands at the incumbent's value plus the difference on common slots`() throws {
    try withView { view, _ in
      // 3 ms whole, 2 ms in its first slot, in which the other has 3 ms.
      #expect(abs((view.value(of: view.trials[1], in: 1) ?? 0) - 4e-3) < 1e-12)
      #expect(view.value(of: view.trials[0], in: 0) == 3e-3)
    }
  }

  @Test func `far from the best, or tasks left behind, is divergence`() throws {
    try withView { view, _ in
      #expect(view.trials.map { view.isDiverged($0, in: 0) } == [false, false, true, true])
    }
  }

  @Test func `the page shows every trial and says what diverged`() throws {
    try withView { _, page in
      let html = page.html
      #expect(html.contains("<h1>steps &lt;1&gt;</h1>") && html.contains("id=\"response-step\""))
      #expect(html.contains("trial 2, step 5.0, b: 9 ms, diverged") && html.contains("stopped after 1 slots"))
      let response = try #require(page.figures.first)
      #expect(response.table.columns.map(\.name) == ["step", "delay:a", "delay:b"])
      #expect(response.table.columns[0].values == [0.5, 1, 2, 5] && response.legend == ["a", "b"])
      #expect(page.figures.map(\.name) == ["response-step", "search"])
    }
  }
}
