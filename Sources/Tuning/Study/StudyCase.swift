package import Replay
package import TraceIO
import Controllers
import EdgeModel

/// One world in which every trial is replayed: a scenario at a load, with a seed.
package struct StudyCase: Sendable {
  /// What it is called: the scenario's name, with load and seed where a study has several.
  package let label: String
  /// The scenario, at that load and with that seed.
  package let scenario: Scenario
  /// The controller as the scenario has it, or with its defaults where the scenario has it not.
  package let entry: Scenario.Entry

  /// κ of what is measured, in s.
  var kappaSeconds: Double { scenario.cost.kappaSeconds }

  /// All cases of a study, scenarios outermost, then loads, then seeds.
  ///
  /// - Throws: `InputError` where two scenarios have one name, or one does not know the controller.
  package static func all(_ scenarios: [Scenario], _ space: Space) throws(InputError) -> [StudyCase] {
    var cases: [StudyCase] = []
    for (index, scenario) in scenarios.enumerated() {
      guard !scenarios[..<index].contains(where: { $0.name == scenario.name }) else {
        throw InputError(
          scenario.path, found: "the name '\(scenario.name)', as in another scenario of the study",
          expected: "names of their own")
      }
      let seeds = space.replaySeeds.isEmpty ? [scenario.seed] : space.replaySeeds
      for load in space.loads {
        for seed in seeds { cases.append(try StudyCase(scenario, load: load, seed: seed, space)) }
      }
    }
    return cases
  }

  private init(_ original: Scenario, load: Double, seed: UInt64, _ space: Space) throws(InputError) {
    do {
      let chosen = try original.replacing(seed: seed, slots: nil, controllers: [space.controller])
      entry = chosen.controllers[0]
    } catch {
      throw InputError(space.path, found: error.found, expected: error.expected, advice: error.advice)
    }
    var scenario = original
    scenario.controllers = [entry]
    scenario.seed = seed
    scenario.arrivals.scale *= load
    scenario.arrivals.nominalPerSecond *= load
    self.scenario = scenario
    var parts = [original.name]
    if space.loads.count > 1 { parts.append("load \(load)") }
    if space.replaySeeds.count > 1 { parts.append("seed \(seed)") }
    label = parts.joined(separator: ", ")
  }
}
