package import TraceIO
import Controllers
import InputFiles
import Replay

/// A study as it will be: its files read and checked, nothing replayed.
package struct StudyPlan: Sendable {
  /// What was asked for.
  package let request: StudyRequest
  /// The space, with what the request puts in its place.
  package let space: Space
  /// Where trials are replayed.
  package let cases: [StudyCase]
  /// The first record of the journal.
  package let header: StudyHeader
  /// The slots that trials are replayed on.
  let tune: Range<Int>
  /// The slots that none sees.
  let holdOut: Range<Int>?
  let sampler: any Sampler

  /// Reads and checks all that `request` names.
  ///
  /// - Throws: `InputError` for a fault in a file, or where a file cannot be read.
  package init(_ request: StudyRequest) throws(InputError) {
    self.request = request
    var space = try SpaceReader.read(request.space)
    if let sampler = request.sampler { space.sampler = sampler }
    if let seed = request.seed { space.seed = UInt64(seed) }
    if let trials = request.trials { space.trials = trials }
    if !request.prunes { space.pruning = nil }
    sampler = space.makeSampler(space.sampler, seed: space.seed)
    if let limit = sampler.limit {
      // A grid is tried whole, unless fewer trials were asked for.
      space.trials = request.trials == nil ? limit + 1 : min(space.trials, limit + 1)
    }
    var scenarios: [Scenario] = []
    for path in request.scenarios {
      scenarios.append(
        try ScenarioReader.read(path).replacing(
          seed: nil, slots: request.slots, controllers: nil, exitProfile: request.exitProfile))
    }
    self.space = space
    cases = try StudyCase.all(scenarios, space)
    (tune, holdOut) = space.split.parts(of: scenarios.map(\.slots).min() ?? 0)
    for scenario in scenarios { try Self.check([tune, holdOut], space.path, scenario) }
    header = try StudyHeader(space, cases, tune: tune, holdOut: holdOut)
  }

  private static func check(
    _ parts: [Range<Int>?], _ path: String, _ scenario: Scenario
  ) throws(InputError) {
    for range in parts.compactMap({ $0 }) where range.upperBound > scenario.slots {
      throw InputError(
        path, found: "slots up to \(range.upperBound) in split",
        expected: "at most the \(scenario.slots) slots of \(scenario.path)")
    }
  }

  /// The numbers of all trials, by batch.
  var batches: [Range<Int>] {
    var batches = [0..<1], next = 1
    while next < space.trials {
      let end = min(space.trials, space.batchSize.map { next + $0 } ?? space.trials)
      batches.append(next..<end)
      next = end
    }
    return batches
  }

  /// The trial that those of `batch` are held against: the best complete one of earlier batches that keeps to what
  /// settings must; nil while there is none, or where nothing is stopped.
  func pruner(of batch: Int, after trials: [Trial]) -> Pruner? {
    guard let pruning = space.pruning,
      let incumbent = trials.filter({ $0.batch < batch }).best, incumbent.violation == 0
    else { return nil }
    return Pruner(
      pruning: pruning, quantity: space.goal.quantity,
      kappaSeconds: cases.map(\.kappaSeconds), incumbent: incumbent)
  }

  /// The settings of `numbers`, which are of one batch.
  func assignments(of numbers: Range<Int>, after trials: [Trial]) throws(InputError) -> [Assignment] {
    guard numbers.lowerBound > 0 else {
      do {
        return [try TrialRun(space: space, beds: []).values(ofDefaults: cases[0].entry)]
      } catch {
        throw InputError(space.path, found: error.found, expected: error.expected, advice: error.advice)
      }
    }
    let batch = space.batch(of: numbers.lowerBound)
    return sampler.assignments(
      of: numbers, after: trials.filter { $0.batch < batch }.sorted { $0.number < $1.number })
  }

  /// The name of the directory that a study goes to when nobody says where.
  package var defaultName: String {
    (cases.map(\.scenario.name).reduce(into: []) { if !$0.contains($1) { $0.append($1) } } + [space.name])
      .joined(separator: "-")
  }
}
