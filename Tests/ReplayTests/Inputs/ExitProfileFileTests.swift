import EdgeModel
import Foundation
import Testing
import TestSupport

@testable import Replay

@Suite struct ExitProfileFileTests {
  private static let header =
    "sample,stage_1_confidence,stage_1_correct,stage_2_confidence,stage_2_correct,stage_3_correct\n"

  private func file(_ header: String, _ rows: [String]) -> String {
    header + rows.joined(separator: "\n") + "\n"
  }

  private func read(_ text: String, stageCount: Int = 3) throws -> ExitProfile {
    try TemporaryDirectory.run { directory in
      try ExitProfileFile.read(try directory.write(text, to: "p.csv"), stageCount: stageCount)
    }
  }

  private func message(_ text: String, stageCount: Int = 3) throws -> String {
    try TemporaryDirectory.run { directory in
      let path = try directory.write(text, to: "p.csv")
      return directory.message { _ = try ExitProfileFile.read(path, stageCount: stageCount) }
    }
  }

  @Test func `columns are found by name, in any order, among others`() throws {
    let ordered = try read(file(Self.header, (0..<8).map { "\($0),0.\($0),1,0.5,0,\($0 % 2)" }))
    let shuffled = try read(
      file(
        "stage_3_correct,note,stage_2_correct,stage_2_confidence,stage_1_correct,stage_1_confidence\n",
        (0..<8).map { "\($0 % 2),x,0,0.5,1,0.\($0)" }))
    #expect(ordered == shuffled)
    #expect(ordered.stages[0].confidence == [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7])
    #expect(ordered.stages[2] == ExitProfile.Stage(confidence: nil, isCorrect: (0..<8).map { $0 % 2 == 1 }))
  }

  @Test func `a stage without columns has no exit`() throws {
    let profile = try read(
      file("stage_2_confidence,stage_2_correct,stage_3_correct\n", (0..<8).map { "0.\($0),1,1" }))
    #expect(profile.stages[0] == ExitProfile.Stage(confidence: nil, isCorrect: nil))
    #expect(profile.exit(ofStage: 1, thresholds: [0.5]) == .none)
    #expect(profile.stages[1].confidence?.count == 8)
  }

  @Test func `the confidence of the last stage is not needed and not kept`() throws {
    let profile = try read(
      file("stage_1_confidence,stage_1_correct\n", (0..<8).map { _ in "0.5,1" }), stageCount: 1)
    #expect(profile.stages == [.init(confidence: nil, isCorrect: [Bool](repeating: true, count: 8))])
  }

  @Test(arguments: [
    (
      "stage_1_confidence,stage_1_correct,stage_2_confidence,stage_2_correct\n0.5,1,0.5,1\n", 3,
      "p.csv: line 1: found stages up to stage_2_correct; expected stage_3_correct as the last stage. "
        + "A profile needs as many stages as the scenario has."
    ),
    (
      header, 2,
      "p.csv: line 1: found stages up to stage_3_correct; expected stage_2_correct as the last stage. "
        + "A profile needs as many stages as the scenario has."
    ),
    (
      "sample,confidence,correct\n", 1,
      "p.csv: line 1: found no column stage_N_correct; expected stage_1_correct as the last stage. "
        + "A profile needs as many stages as the scenario has."
    ),
    (
      "stage_1_confidence,stage_2_confidence,stage_2_correct,stage_3_correct\n", 3,
      "p.csv: line 1: found the columns stage_1_confidence,stage_2_confidence,stage_2_correct,stage_…; "
        + "expected a column stage_1_correct (needed: stage_1_confidence,stage_1_correct). "
        + "Check that this is the right file, or rename a column."
    ),
    (
      header + "0,0.5,1,0.5,1,1\n1,1.5,1,0.5,1,1\n", 3,
      "p.csv: line 3: found '1.5' in column stage_1_confidence; expected a confidence from 0 to 1. "
        + "Scale the score so that it lies there."
    ),
    (
      header + "0,-0.1,1,0.5,1,1\n", 3,
      "p.csv: line 2: found '-0.1' in column stage_1_confidence; expected 0 or more. Correct or drop the row."
    ),
    (
      header + "0,nan,1,0.5,1,1\n", 3,
      "p.csv: line 2: found 'nan' in column stage_1_confidence; expected a finite number. "
        + "Drop the row, or write 0 for nothing."
    ),
    (
      header + "0,0.5,1,0.5,2,1\n", 3,
      "p.csv: line 2: found '2' in column stage_2_correct; expected 0 or 1."
    ),
    (
      header + "0,0.5,1,0.5,1,0.5\n", 3,
      "p.csv: line 2: found '0.5' in column stage_3_correct; expected 0 or 1."
    ),
    (
      header + "0,0.5,1,0.5,1\n", 3,
      "p.csv: line 2: found 5 fields; expected 6, as in the header."
    ),
    (header + "0,0.5,1,0.5,1,1\n", 3, "p.csv: found 1 sample; expected at least 8."),
    (header, 3, "p.csv: found 0 samples; expected at least 8."),
  ])
  func `a fault is an error with its place`(text: String, stageCount: Int, expected: String) throws {
    let said = try message(text, stageCount: stageCount)
    #expect(said == expected)
  }

  @Test func `the committed profiles have three stages that get better`() throws {
    for name in ["minilm-docstrings-3.csv.zst", "minilm-docstrings-3-entropy.csv.zst"] {
      let profile = try ExitProfileFile.read("\(packageRoot)/Configs/profiles/\(name)", stageCount: 3)
      let accuracy = profile.stages.map { stage in
        Double(stage.isCorrect?.count { $0 } ?? 0) / Double(profile.sampleCount)
      }
      #expect(profile.sampleCount > 1000)
      #expect(accuracy == accuracy.sorted() && accuracy[2] > accuracy[0], "\(name): \(accuracy)")
    }
  }
}
