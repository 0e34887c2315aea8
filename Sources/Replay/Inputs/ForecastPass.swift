/// Slots with another forecast than their own, made from the same measurements: what a study of forecasts needs.
package struct ForecastPass: Sendable {
  private var forecast: SlotForecast

  /// The forecast that `scenario` states, from its slot 0 on.
  package init(_ scenario: Scenario, sharing shared: ReplayInputs.Shared) {
    forecast = SlotForecast(scenario, network: shared.network, profile: shared.profile)
  }

  /// `slot`, the next one, with this forecast.
  package mutating func next(_ slot: ReplayInputs.Slot) -> ReplayInputs.Slot {
    let expected = forecast.conditions(opening: slot.window, slot.speeds)
    forecast.learn(slot.arrivals, slot.window, slot.speeds, classMix: slot.countedMix)
    return ReplayInputs.Slot(
      index: slot.index, window: slot.window, speeds: slot.speeds, arrivals: slot.arrivals,
      countedMix: slot.countedMix, forecast: expected, truth: slot.truth)
  }
}
