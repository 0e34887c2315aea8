package import EdgeModel
package import TraceIO

/// Reads measured exit profiles: `sample,stage_1_confidence,stage_1_correct,…,stage_H_correct`.
package enum ExitProfileFile {
  /// The profile in the file at `path`, which must have `stageCount` stages.
  ///
  /// - Throws: `InputError` for a missing column, a confidence outside [0, 1], a correctness that is neither 0 nor 1,
  ///   or fewer than 8 samples.
  package static func read(_ path: String, stageCount: Int) throws(InputError) -> ExitProfile {
    var reader = try CSVReader(path: path)
    try checkStages(reader.header, stageCount, path)
    var columns: [StageColumns] = []
    for stage in 1...stageCount {
      columns.append(try StageColumns(stage, isLast: stage == stageCount, reader))
    }
    var stages = columns.map(\.emptyStage)
    var samples = 0
    while try reader.nextRow() {
      samples += 1
      for (index, column) in columns.enumerated() { try column.read(reader, into: &stages[index]) }
    }
    guard samples >= difficultyClassCount else {
      throw InputError(path, found: counted(samples, "sample"), expected: "at least \(difficultyClassCount)")
    }
    return ExitProfile(stages: stages)
  }

  private static func checkStages(_ header: [String], _ stageCount: Int, _ path: String) throws(InputError) {
    let last = header.compactMap { name -> Int? in
      guard name.hasPrefix("stage_"), name.hasSuffix("_correct") else { return nil }
      return Int(name.dropFirst(6).dropLast(8))
    }.max()
    guard last == stageCount else {
      throw InputError(
        path, .line(1), found: last.map { "stages up to stage_\($0)_correct" } ?? "no column stage_N_correct",
        expected: "stage_\(stageCount)_correct as the last stage",
        advice: "A profile needs as many stages as the scenario has")
    }
  }
}

/// Where one stage's numbers stand in a row.
private struct StageColumns {
  let confidence: Int?
  let correct: Int?

  init(_ stage: Int, isLast: Bool, _ reader: borrowing CSVReader) throws(InputError) {
    let names = ["stage_\(stage)_confidence", "stage_\(stage)_correct"]
    let hasExit = names.contains { reader.header.contains($0) }
    if isLast {
      confidence = nil
      correct = try reader.columns([names[1]])[0]
    } else if hasExit {
      let found = try reader.columns(names)
      (confidence, correct) = (found[0], found[1])
    } else {
      (confidence, correct) = (nil, nil)
    }
  }

  var emptyStage: ExitProfile.Stage {
    ExitProfile.Stage(confidence: confidence == nil ? nil : [], isCorrect: correct == nil ? nil : [])
  }

  func read(_ reader: borrowing CSVReader, into stage: inout ExitProfile.Stage) throws(InputError) {
    if let confidence {
      let value = try reader.amount(confidence)
      guard value <= 1 else {
        throw reader.fault(
          confidence, expected: "a confidence from 0 to 1", advice: "Scale the score so that it lies there")
      }
      stage.confidence?.append(value)
    }
    if let correct {
      let value = try reader.amount(correct)
      guard value == 0 || value == 1 else { throw reader.fault(correct, expected: "0 or 1") }
      stage.isCorrect?.append(value == 1)
    }
  }
}
