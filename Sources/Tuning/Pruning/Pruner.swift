/// Stops a trial that a paired test says cannot win: both met the same tasks, slot by slot.
///
/// As Optuna's WilcoxonPruner, with slots for steps: Wilcoxon's signed-rank test on the differences to the incumbent over
/// the slots so far, one-sided. What a trial is held against is the incumbent's value less the least gain that is worth
/// having, so that one that is as good as the incumbent and no better is stopped too. Neighbouring slots depend on each other and the test is asked again and again, so that
/// its probability is a dial and no error rate.
struct Pruner: Sendable {
  let pruning: Space.Pruning
  let quantity: Goal.Quantity
  /// κ in s, by case.
  let kappaSeconds: [Double]
  let incumbent: Trial

  /// What the incumbent's values are multiplied by.
  private var bar: Double { 1 - pruning.leastGain }

  /// The probability that stops a trial with these columns; nil while it goes on.
  func verdict(_ cases: [SlotColumns], isLast: Bool) -> Double? {
    let slots = cases[0].count
    guard !isLast, slots >= pruning.fromSlot, (slots - pruning.fromSlot) % pruning.every == 0,
      mean(cases, slots: slots) > bar * mean(incumbent.cases, slots: slots)
    else { return nil }
    let probability = SignedRankTest.probabilityOfLarger(differences(cases, slots: slots))
    return probability <= pruning.probability ? probability : nil
  }

  /// The incumbent's value plus the difference to it over the slots of `cases`.
  func estimate(_ cases: [SlotColumns]) -> Double {
    let slots = cases[0].count
    return (incumbent.value ?? .infinity) + mean(cases, slots: slots)
      - mean(incumbent.cases, slots: slots)
  }

  /// The mean over cases after `slots` slots; infinite where one has none.
  private func mean(_ cases: [SlotColumns], slots: Int) -> Double {
    let values = zip(cases, kappaSeconds).map {
      $0.measured(slots: slots, kappaSeconds: $1).value(of: quantity) ?? .infinity
    }
    return values.reduce(0, +) / Double(values.count)
  }

  /// Trial minus bar in every slot of every case; a slot in which only one completed tasks is lost by the other.
  private func differences(_ cases: [SlotColumns], slots: Int) -> [Double] {
    cases.indices.flatMap { index in
      (0..<slots).compactMap { slot -> Double? in
        let kappa = kappaSeconds[index]
        let own = cases[index].value(of: quantity, slot: slot, kappaSeconds: kappa)
        let other = incumbent.cases[index].value(of: quantity, slot: slot, kappaSeconds: kappa)
        guard own != nil || other != nil else { return nil }
        return own == nil ? .infinity : other == nil ? -.infinity : (own ?? 0) - bar * (other ?? 0)
      }
    }
  }
}
