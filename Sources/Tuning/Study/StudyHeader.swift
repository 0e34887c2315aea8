package import Replay
import TraceIO
import InputFiles

/// The first record of a journal: what the study is made from. Studies with the same header have the same trials.
package struct StudyHeader: Sendable {
  /// A case, as far as reading a journal needs it.
  package struct CaseInfo: Sendable, Equatable {
    /// What it is called.
    package let label: String
    /// κ of what is measured, in s.
    package let kappaSeconds: Double
  }

  /// The whole record.
  package let json: JSONValue
  /// What is varied.
  package let parameters: [Parameter]
  /// What is minimised and kept to.
  package let goal: Goal
  /// Where trials were replayed.
  package let cases: [CaseInfo]

  /// The header of a study to come. The number of trials is no part of it, so that a study can be made longer.
  init(_ space: Space, _ cases: [StudyCase], tune: Range<Int>, holdOut: Range<Int>?) throws(InputError) {
    parameters = space.parameters
    goal = space.goal
    self.cases = cases.map { CaseInfo(label: $0.label, kappaSeconds: $0.kappaSeconds) }
    json = .object(
      Self.heading(space, cases) + Self.search(space) + Self.stretches(tune, holdOut)
        + [("cases", .array(cases.map(Self.record(of:)))), ("inputs", try Self.inputs(space, cases))])
  }

  private typealias Fields = [(key: String, value: JSONValue)]

  /// What is studied, and for what.
  private static func heading(_ space: Space, _ cases: [StudyCase]) -> Fields {
    let notices = cases.map(\.scenario.notice).reduce(into: [String]()) {
      if !$0.contains($1), !$1.isEmpty { $0.append($1) }
    }
    return [
      ("type", "study"), ("offramp_study", 1), ("version", .string(offrampVersion)),
      ("name", .string(space.name)), ("notice", .string(notices.joined(separator: "; "))),
      ("controller", .string(space.controller)), ("minimise", .string(space.goal.quantity.rawValue)),
      ("accuracy_at_least", .optional(space.goal.accuracyFloor)),
      ("delay_at_most_s", .optional(space.goal.delayCeilingSeconds)),
    ]
  }

  /// How trials are chosen and stopped.
  private static func search(_ space: Space) -> Fields {
    let pruning = space.pruning.map { pruning -> JSONValue in
      [
        "probability": .number(pruning.probability), "least_gain": .number(pruning.leastGain),
        "from_slot": .integer(pruning.fromSlot), "every": .integer(pruning.every),
      ]
    }
    return [
      ("parameters", .array(space.parameters.map { $0.json(among: space.parameters) })),
      ("sampler", .string(space.sampler.rawValue)), ("seed", .integer(Int(space.seed))),
      ("batch", space.batchSize.map(JSONValue.integer) ?? "all"), ("startup", .integer(space.startup)),
      ("points", .integer(space.points)), ("pruning", pruning ?? .null),
    ]
  }

  /// The slots that trials see, and those that they do not.
  private static func stretches(_ tune: Range<Int>, _ holdOut: Range<Int>?) -> Fields {
    func ends(_ range: Range<Int>) -> JSONValue {
      .array([.integer(range.lowerBound), .integer(range.upperBound)])
    }
    return [("tune", ends(tune)), ("hold_out", holdOut.map(ends) ?? .null)]
  }

  private static func record(of study: StudyCase) -> JSONValue {
    [
      "case": .string(study.label), "scenario": .string(study.scenario.path),
      "seed": .integer(Int(truncatingIfNeeded: study.scenario.seed)),
      "arrival_scale": .number(study.scenario.arrivals.scale),
      "slot_s": .number(study.scenario.slotSeconds), "kappa_s": .number(study.kappaSeconds),
    ]
  }

  /// All files that a trial depends on, each with its digest.
  private static func inputs(_ space: Space, _ cases: [StudyCase]) throws(InputError) -> JSONValue {
    var files = [space.path]
    for scenario in cases.map(\.scenario) {
      files += ReplayInputs.files(of: scenario).filter { !files.contains($0) }
    }
    var inputs: [JSONValue] = []
    for file in files {
      inputs.append(["file": .string(file), "sha256": .string(try FileDigest.sha256(file))])
    }
    return .array(inputs)
  }

  /// The header that a journal begins with; nil where something is missing.
  init?(_ json: JSONValue) {
    guard json["type"]?.string == "study", json["offramp_study"]?.integer == 1,
      let quantity = json["minimise"]?.string.flatMap(Goal.Quantity.init(rawValue:))
    else { return nil }
    self.json = json
    goal = Goal(
      quantity: quantity, accuracyFloor: json["accuracy_at_least"]?.number,
      delayCeilingSeconds: json["delay_at_most_s"]?.number)
    cases = (json["cases"]?.elements ?? []).compactMap { item in
      guard let label = item["case"]?.string, let kappa = item["kappa_s"]?.number else { return nil }
      return CaseInfo(label: label, kappaSeconds: kappa)
    }
    var parameters: [Parameter] = []
    for item in json["parameters"]?.elements ?? [] {
      guard let parameter = Parameter(item, among: parameters) else { return nil }
      parameters.append(parameter)
    }
    guard !cases.isEmpty, !parameters.isEmpty else { return nil }
    self.parameters = parameters
  }

  /// The first key in which another study differs; nil when they are the same.
  func firstDifference(from other: StudyHeader) -> String? {
    guard case .object(let own) = json, case .object(let others) = other.json else { return "type" }
    return zip(own, others).first { $0.key != $1.key || $0.value != $1.value }?.0.key
      ?? (own.count == others.count ? nil : "type")
  }
}
