import Replay
import TestSupport
import Testing

@testable import Report

@Suite struct DecisionStoryTests {
  private let record: JSONValue = [
    "type": "decision", "controller": "dto-ee", "epoch": 12, "start_s": 60.0, "end_s": 65.0, "start": "warm",
    "rounds": 7, "status": "converged",
    "observed": ["arrival_rate": 150.25, "backlog": 3, "arcs_in_outage": 2],
    "predicted": [
      "delay_s": 0.05, "error": 0.25, "gap_s": 0.0003,
      "utilisation": [["stage": 1, "top": "1/0", "nodes": 2, "groups": [0.5, 0.25]]],
    ],
    "overloaded": ["2/1"], "reason": "server 1/0 at 0.50; 3 devices moved 14 % of their tasks to 1/10",
    "measured": ["delay_mean_s": 0.0617, "delay_p95_s": 0.1, "accuracy": 0.755, "in_flight": 4],
  ]

  @Test func `a decision is told in two lines`() {
    #expect(
      DecisionStory(record).text(node: "1/1") == """
        epoch 12, 60-65 s, dto-ee: server 1/0 at 0.50; 3 devices moved 14 % of their tasks to 1/10.
          Warm, 7 rounds, converged, gap 0.3 ms. Observed 150.3 tasks/s, backlog 3, 2 links in outage. Predicted 50.0 ms \
        at 75.0 %; measured 61.7 ms (p95 100.0 ms) at 75.5 %, 4 in flight. Node 1/1 at 0.25.

        """)
  }

  @Test func `a filter admits what it names`() {
    #expect(StoryFilter().admits(record))
    #expect(StoryFilter(controller: "dto-ee", epochs: 10...12, node: "2/1").admits(record))
    #expect(!StoryFilter(controller: "uniform").admits(record))
    #expect(!StoryFilter(epochs: 0...11).admits(record))
    #expect(StoryFilter(node: "1/10").admits(record) && StoryFilter(node: "1/0").admits(record))
    #expect(!StoryFilter(node: "1/1").admits(record), "1/10 is not 1/1")
    #expect(!StoryFilter().admits(["type": "end"]))
  }
}
