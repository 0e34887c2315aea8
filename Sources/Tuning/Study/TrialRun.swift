import Controllers
import EdgeModel
import Replay
import TraceIO

/// A setting as it is tried: values of the space, or what there is already.
enum Setting: Sendable, Equatable {
  /// Values of the parameters over the scenario's settings.
  case values(Assignment)
  /// The same with the controller's own defaults for the values.
  case defaults
  /// As the scenario has it.
  case asInScenario
}

/// Replays settings on the stretches of a study.
struct TrialRun: Sendable {
  let space: Space
  /// The cases, each with its slots.
  let beds: [(study: StudyCase, stretch: Stretch)]
  /// Asked before every slot whether to end early, by throwing `CancellationError`.
  var isInterrupted: @Sendable () -> Bool = { false }

  /// What a replay of `setting` measures in every case, and the probability that stopped it.
  ///
  /// Cases advance slot by slot side by side, so that a test sees all of them at the same slot.
  func measure(_ setting: Setting, pruner: Pruner? = nil) throws -> (cases: [SlotColumns], stopped: Double?) {
    var runs: [SoloRun] = [], passes: [StretchPass] = [], forecasts: [ForecastPass?] = []
    for bed in beds {
      let (run, forecast) = try begin(setting, in: bed)
      runs.append(run)
      forecasts.append(forecast)
      passes.append(try bed.stretch.pass())
    }
    var columns = [SlotColumns](repeating: SlotColumns(), count: beds.count)
    let slots = beds[0].stretch.scenario.slots
    for slot in 1...slots {
      try Task.checkCancellation()
      if isInterrupted() { throw CancellationError() }
      for index in runs.indices {
        let next = try passes[index].next()
        columns[index].append(runs[index].advance(forecasts[index]?.next(next) ?? next))
      }
      if let probability = pruner?.verdict(columns, isLast: slot == slots) { return (columns, probability) }
    }
    return (columns, nil)
  }

  /// The run of `setting` in one case, and its forecast where that is another than the scenario's.
  private func begin(
    _ setting: Setting, in bed: (study: StudyCase, stretch: Stretch)
  ) throws(InputError) -> (SoloRun, ForecastPass?) {
    var scenario = bed.stretch.scenario, entry = bed.study.entry
    let exits = try bed.stretch.shared.exits(of: entry, in: scenario)
    do {
      let target = try target(setting, entry)
      entry.settings = target.settings
      if let kappa = target.kappaSeconds { scenario.cost.kappaSeconds = kappa }
      if let knee = target.utilisationKnee { scenario.cost.queue = MD1Queue(knee: knee) }
      scenario.forecast = target.forecast(scenario.forecast)
      let run = try SoloRun(entry, scenario: scenario, network: exits.network, profile: exits.profile)
      let isOther = scenario.forecast != bed.stretch.scenario.forecast
      return (run, isOther ? ForecastPass(scenario, sharing: bed.stretch.shared) : nil)
    } catch {
      throw InputError(space.path, found: error.found, expected: error.expected, advice: error.advice)
    }
  }

  /// What `setting` makes of the scenario's `entry`.
  func target(_ setting: Setting, _ entry: Scenario.Entry) throws(SettingError) -> SettingTarget {
    var target = SettingTarget(settings: entry.settings)
    switch setting {
    case .asInScenario: break
    case .values(let values):
      for (parameter, value) in zip(space.parameters, values) {
        if let value { try target.set(parameter.key, to: parameter.domain.text(of: value)) }
      }
    case .defaults:
      let defaults = try ControllerEntry.named(entry.name).defaults.described
      for key in Set(space.parameters.map(\.key)).sorted() {
        guard let text = defaults.first(where: { $0.key == key })?.value else { continue }
        try target.set(key, to: text)
      }
    }
    return target
  }

  /// The values of the space that the defaults amount to; nil where they lie outside or do not count.
  func values(ofDefaults entry: Scenario.Entry) throws(SettingError) -> Assignment {
    let described = try target(.defaults, entry).settings.described
    var values: Assignment = []
    for (index, parameter) in space.parameters.enumerated() {
      let text = described.first { $0.key == parameter.key }?.value
      let value = text.flatMap(parameter.domain.value(of:))
      values.append(space.parameters.counts(index, given: values) ? value : nil)
    }
    return values
  }
}
