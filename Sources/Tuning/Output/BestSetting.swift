import Controllers
import Replay

/// The best setting as a piece of a scenario, ready to paste.
struct BestSetting {
  let plan: StudyPlan
  let best: Trial

  /// One entry of `controllers`, and scenario keys where some were tuned.
  var yaml: String {
    let name = plan.cases[0].entry.name
    let values = zip(plan.space.parameters, best.values).compactMap { parameter, value in
      value.map { (key: parameter.key, text: parameter.domain.text(of: $0)) }
    }.filter { $0.key != SettingTarget.nothing }
    let ofScenario = values.filter { SettingTarget.scenarioKeys.contains($0.key) }
    let tuned = values.filter { !SettingTarget.scenarioKeys.contains($0.key) }
    // What the scenario sets beside the tuned keys was in force too.
    let kept = stated.filter { item in !tuned.contains { $0.key == item.key } }
    let set = (kept + tuned).map { "\($0.key): \($0.text)" }.joined(separator: ", ")
    let label = plan.cases[0].entry.label
    return """
      # Trial \(best.number) of: \(plan.request.command)
      # \(plan.space.goal.quantity.rawValue) \(best.value.map { "\($0)" } ?? "-") over slots \
      \(plan.tune.lowerBound) to \(plan.tune.upperBound - 1) of \(plan.cases.map(\.label).joined(separator: "; "))
      controllers:
        - {name: \(name), label: \(label)-tuned, set: {\(set)}}

      """ + scenarioLines(ofScenario)
  }

  /// Keys of the scenario; those under `forecast` together, with what the scenario states there.
  private func scenarioLines(_ values: [(key: String, text: String)]) -> String {
    let plain = values.filter { !$0.key.hasPrefix("forecast.") }.map { "\($0.key): \($0.text)\n" }.joined()
    guard values.contains(where: { $0.key.hasPrefix("forecast.") }) else { return plain }
    var target = SettingTarget(settings: plan.cases[0].entry.settings)
    for value in values { try? target.set(value.key, to: value.text) }
    let forecast = target.forecast(plan.cases[0].scenario.forecast)
    let parts =
      (forecast.meanWeight.map { ["ewma: \($0)"] } ?? [])
      + (forecast.linkQuantile.map { ["link_quantile: \($0.share)", "link_slots: \($0.slots)"] } ?? [])
    return plain + "forecast: {\(parts.joined(separator: ", "))}\n"
  }

  /// What the scenario sets otherwise than the controller's defaults, in the first case.
  private var stated: [(key: String, text: String)] {
    let entry = plan.cases[0].entry
    guard let defaults = try? ControllerEntry.named(entry.name).defaults.described else { return [] }
    return zip(entry.settings.described, defaults).compactMap { own, other in
      guard own.value != other.value, let text = own.value else { return nil }
      return (own.key, text)
    }
  }
}
