import Foundation
import Replay
import TestSupport

@testable import Tuning

/// A study of the tiny scenario that is over in a moment.
struct TinyStudy {
  let directory: TemporaryDirectory
  var sampler = "tpe"
  var trials = 9
  var prunes = true
  var more = ""

  /// The space's text.
  var space: String {
    """
    offramp_space: 1
    name: sizes
    controller: dto-ee
    parameters:
      - {name: step_rule, type: choice, values: [fixed, curvature]}
      - {name: step_size, from: 0.001, to: 100, scale: log, when: {step_rule: fixed}}
      - {name: rounds, type: int, from: 1, to: 6}
    sampler: \(sampler)
    trials: \(trials)
    points: 2
    startup: 4
    \(prunes ? "pruning: {probability: 0.2, from_slot: 3, every: 1}" : "# trials run to their end")
    replay_seeds: [1, 2]
    split: {tune: [0, 4], hold_out: [4, 6]}
    \(more)
    """
  }

  /// The plan, read from files in the directory.
  func plan(trials: Int? = nil) throws -> StudyPlan {
    let scenario = try TinyScenario().write(to: directory)
    let space = try directory.write(self.space, to: "space.yaml")
    return try StudyPlan(StudyRequest(scenarios: [scenario], space: space, trials: trials))
  }

  /// Runs the study into `name` and returns its journal's bytes.
  @discardableResult
  func run(_ name: String, workers: Int = 1, trials: Int? = nil) async throws -> Data {
    let plan = try plan(trials: trials)
    let study = try StudyDirectory(directory.file(name), present: .resume)
    let journal = try StudyJournal(path: study.journal, header: plan.header)
    try await Study(plan, workers: workers).run(into: journal) { _ in }
    try await Study(plan, workers: workers).result(journal).write(to: study)
    return try directory.bytes(name + "/study.jsonl")
  }
}
