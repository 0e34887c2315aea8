import Replay
import Report
import TestSupport
import Testing

@Suite struct RunDifferenceTests {
  @Test func `runs of different thread counts are the same`() async throws {
    try await TemporaryDirectory.run { directory in
      let one = try await TinyRun.make(in: directory, "one", threads: 1)
      let other = try await TinyRun.make(in: directory, "other", threads: 3)
      let difference = try RunDifference(one, other)
      #expect(difference.isSame && difference.parting == nil, "\(difference.text)")
      #expect(difference.text.hasPrefix("same"))
    }
  }

  @Test func `the first decision that differs is named, with the field`() async throws {
    try await TemporaryDirectory.run { directory in
      let one = try await TinyRun.make(in: directory, "one")
      var changed = TinyScenario()
      // Half as many tasks from 3 s on: the slot from 3 s is the first to measure it.
      changed.arrivals = TinyScenario.arrivals { time, source in
        Double(1 + (Int(2 * time) + 3 * source) % 4) / (time < 3 ? 1 : 2)
      }
      let other = try await TinyRun.make(in: directory, "other", changed)
      let difference = try RunDifference(one, other)
      #expect(!difference.isSame)
      let parting = try #require(difference.parting)
      #expect(parting.epoch == 3 && parting.controller == "dto-ee")
      #expect(parting.field.field.hasPrefix("measured."))
      #expect(difference.manifest?.field.hasPrefix("inputs[2].sha256") == true)
      #expect(difference.outcomes.count == 5)
      #expect(difference.outcomes.allSatisfy { $0.objectiveSeconds?.halfWidth != nil })
    }
  }

  @Test func `a field is named by its way`() {
    let left: JSONValue = ["a": 1, "b": [1, ["c": 2]]]
    #expect(FieldDifference(left, left) == nil)
    #expect(FieldDifference(left, ["a": 1, "b": [1, ["c": 3]]])?.field == "b[1].c")
    #expect(FieldDifference(left, ["a": 1, "b": [1]])?.right == nil)
    #expect(FieldDifference(left, ["a": 1, "b": [1, ["c": 2]], "d": true])?.field == "d")
    #expect(FieldDifference(nil, left)?.field == "")
  }
}
