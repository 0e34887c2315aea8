import Replay

/// What the command line asks of a study: all that governs its results, and nothing that must not.
package struct StudyRequest: Sendable, Equatable {
  /// The scenario files.
  package var scenarios: [String]
  /// The space file.
  package var space: String
  /// The exit profile, instead of the scenarios'.
  package var exitProfile: String?
  /// The number of slots, instead of the scenarios'.
  package var slots: Int?
  /// The number of trials, instead of the space's.
  package var trials: Int?
  /// The sampler, instead of the space's.
  package var sampler: Space.SamplerName?
  /// The sampler's seed, instead of the space's.
  package var seed: Int?
  /// Whether trials may be stopped, as the space says.
  package var prunes: Bool

  /// A request.
  package init(
    scenarios: [String], space: String, exitProfile: String? = nil, slots: Int? = nil, trials: Int? = nil,
    sampler: Space.SamplerName? = nil,
    seed: Int? = nil, prunes: Bool = true
  ) {
    self.scenarios = scenarios
    self.space = space
    self.exitProfile = exitProfile
    self.slots = slots
    self.trials = trials
    self.sampler = sampler
    self.seed = seed
    self.prunes = prunes
  }

  /// The request as a shard carries it.
  var json: JSONValue {
    [
      "scenarios": .array(scenarios.map(JSONValue.string)), "space": .string(space),
      "exit_profile": exitProfile.map(JSONValue.string) ?? .null,
      "slots": slots.map(JSONValue.integer) ?? .null,
      "trials": trials.map(JSONValue.integer) ?? .null,
      "sampler": sampler.map { .string($0.rawValue) } ?? .null,
      "seed": seed.map(JSONValue.integer) ?? .null, "prunes": .bool(prunes),
    ]
  }

  /// The request that a shard carries; nil where something is missing.
  init?(_ json: JSONValue) {
    guard let space = json["space"]?.string, let scenarios = json["scenarios"]?.elements.compactMap(\.string),
      !scenarios.isEmpty
    else { return nil }
    self.init(
      scenarios: scenarios, space: space, exitProfile: json["exit_profile"]?.string,
      slots: json["slots"]?.integer,
      trials: json["trials"]?.integer,
      sampler: json["sampler"]?.string.flatMap(Space.SamplerName.init(rawValue:)),
      seed: json["seed"]?.integer, prunes: json["prunes"] != .bool(false))
  }

  /// The command that asks for it on one machine.
  package var command: String {
    var words = ["offramp", "tune"] + scenarios + ["--space", space]
    if let exitProfile { words += ["--exit-profile", exitProfile] }
    if let slots { words += ["--epochs", "\(slots)"] }
    if let trials { words += ["--trials", "\(trials)"] }
    if let sampler { words += ["--sampler", sampler.rawValue] }
    if let seed { words += ["--seed", "\(seed)"] }
    if !prunes { words.append("--no-pruning") }
    return words.joined(separator: " ")
  }
}
