package import TraceIO
import Controllers
import InputFiles

/// Reads a space from its YAML file, strictly: docs/tuning.md.
package struct SpaceReader {
  private var top: StrictMapping

  /// The space in the file at `path`.
  ///
  /// - Throws: `InputError` with the line of the first fault.
  package static func read(_ path: String) throws(InputError) -> Space {
    var reader = SpaceReader(top: try StrictMapping(file: path, content: "space"))
    let space = try reader.space(path)
    try reader.top.finish()
    return space
  }

  private mutating func space(_ path: String) throws(InputError) -> Space {
    let version = try top.count("offramp_space")
    guard version == 1 else {
      throw top.error(1, found: "space version \(version)", expected: "version 1")
    }
    let parameters = try parameters()
    let split = try split()
    let sampler = try top.choice("sampler", default: Space.SamplerName.tpe)
    return Space(
      path: path, name: try top.text("name"), controller: try top.text("controller"), parameters: parameters,
      goal: try goal(), sampler: sampler, trials: try top.count("trials", default: 64, to: 1_000_000),
      statedBatch: try batch(), startup: try top.count("startup", default: 16, to: 1_000_000),
      points: try top.count("points", default: 21, to: 100_000), pruning: try pruning(),
      seed: UInt64(try top.count("seed", default: 1, from: 0)), replaySeeds: try replaySeeds(),
      loads: try loads(), split: split, compareBy: try compareBy(parameters))
  }

  private mutating func batch() throws(InputError) -> Int? {
    let size = try top.count("batch", default: -1, from: 0, to: 1_000_000)
    return size < 0 ? nil : size
  }

  private mutating func parameters() throws(InputError) -> [Parameter] {
    var parameters: [Parameter] = []
    let limit = SobolSequence.dimensionLimit
    for section in try top.mappings("parameters") {
      guard parameters.count < limit else {
        throw section.error(section.line, found: "over \(limit) parameters", expected: "at most \(limit)")
      }
      var reader = ParameterReader(section: section, earlier: parameters)
      parameters.append(try reader.parameter())
    }
    return parameters
  }

  private mutating func goal() throws(InputError) -> Goal {
    let quantity = try top.choice("minimise", default: Goal.Quantity.objective)
    let floor = try top.number("accuracy_at_least", default: 0, "a share of right answers from 0 to 1") {
      (0...1).contains($0)
    }
    let ceiling = try top.number("delay_at_most_s", default: 0, "a positive number of seconds") { $0 > 0 }
    return Goal(
      quantity: quantity, accuracyFloor: floor > 0 ? floor : nil,
      delayCeilingSeconds: ceiling > 0 ? ceiling : nil)
  }

  /// `pruning: {probability, least_gain, from_slot, every}`; without it trials run to their end.
  private mutating func pruning() throws(InputError) -> Space.Pruning? {
    guard var section = try top.optionalMapping("pruning") else { return nil }
    let pruning = Space.Pruning(
      probability: try section.number("probability", default: 0.05, "a probability between 0 and 0.5") {
        $0 > 0 && $0 < 0.5
      },
      leastGain: try section.number("least_gain", default: 0, "a share from 0, below 1") {
        (0..<1).contains($0)
      },
      fromSlot: try section.count("from_slot", default: 10, to: 1_000_000),
      every: try section.count("every", default: 5, to: 1_000_000))
    try section.finish()
    return pruning
  }

  private mutating func replaySeeds() throws(InputError) -> [UInt64] {
    guard let (words, line) = try top.scalars("replay_seeds") else { return [] }
    var seeds: [UInt64] = []
    for word in words {
      // As in a scenario: a seed that every reader of JSON and YAML keeps exactly.
      guard let seed = UInt64(word), seed < 1_000_000_000_000_000, !seeds.contains(seed) else {
        throw top.error(
          line, found: "'\(word)' at replay_seeds",
          expected: "whole numbers from 0 to 999999999999999, each once")
      }
      seeds.append(seed)
    }
    return seeds
  }

  private mutating func loads() throws(InputError) -> [Double] {
    guard let (words, line) = try top.scalars("loads") else { return [1] }
    var loads: [Double] = []
    for word in words {
      guard let load = Double(word), load.isFinite, load > 0, !loads.contains(load) else {
        throw top.error(line, found: "'\(word)' at loads", expected: "positive factors, each once")
      }
      loads.append(load)
    }
    return loads
  }

  /// `split: {hold_out_last}` or `split: {tune, hold_out}`.
  private mutating func split() throws(InputError) -> Space.Split {
    guard var section = try top.optionalMapping("split") else { return .none }
    let share = try section.number("hold_out_last", default: 0, "a share of the slots between 0 and 1") {
      $0 > 0 && $0 < 1
    }
    let tune = try slots("tune", &section)
    let holdOut = try slots("hold_out", &section)
    try section.finish()
    guard (tune != nil) != (share > 0), share == 0 || holdOut == nil else {
      throw section.error(
        section.line, found: tune == nil ? "no key 'tune' in split" : "both tune and hold_out_last in split",
        expected: "tune and hold_out, or hold_out_last")
    }
    guard let tune else { return .last(share: share) }
    if let holdOut, holdOut.overlaps(tune) {
      throw section.error(
        section.line, found: "held-out slots that trials are tuned on", expected: "slots apart")
    }
    return .slots(tune: tune, holdOut: holdOut)
  }

  private func slots(_ key: String, _ section: inout StrictMapping) throws(InputError) -> Range<Int>? {
    guard let (words, line) = try section.scalars(key) else { return nil }
    let ends = words.compactMap(Int.init)
    guard words.count == 2, ends.count == 2, ends[0] >= 0, ends[1] > ends[0], ends[1] <= 1_000_000_000 else {
      throw section.error(
        line, found: "[\(words.joined(separator: ", "))] at split.\(key)",
        expected: "two slots, the first and the one after the last, such as [0, 240]")
    }
    return ends[0]..<ends[1]
  }

  private mutating func compareBy(_ parameters: [Parameter]) throws(InputError) -> Int? {
    guard let (words, line) = try top.scalars("compare_by") else { return nil }
    guard words.count == 1, let index = parameters.firstIndex(where: { $0.name == words[0] }),
      parameters[index].domain.isChoice
    else {
      throw top.error(
        line, found: "'\(words.joined(separator: ", "))' at compare_by",
        expected: "the name of a parameter with choices")
    }
    return index
  }
}
