import EdgeModel
import Testing
import TestSupport

/// Prices are derivatives: every one is checked against differences of the objective itself.
@Suite struct PricesTests {
  /// Λ J at the plan with `change` added to the probability of `arc`.
  private func cost(
    _ problem: DecisionProblem, _ plan: OffloadingPlan, arc: Int, change: Double
  ) -> Double {
    var moved = plan
    moved.probability[arc] += change
    return Evaluation(problem, moved).objectiveSeconds * problem.conditions.totalArrivalRate
  }

  @Test(arguments: 0..<12, LinkModel.allCases)
  func `arc prices agree with finite differences to 1e-6`(seed: UInt64, linkModel: LinkModel) {
    let load = [0.4, 0.8, 1.1][Int(seed % 3)]
    let problem = RandomProblem.make(seed: seed, load: load, linkModel: linkModel)
    let plan = RandomProblem.plan(for: problem, seed: seed)
    let flows = Flows(problem, plan), prices = Prices(problem, plan, flows)
    for arc in 0..<problem.network.arcCount {
      let outflow = flows.outflow[problem.network.tail[arc]].total
      guard outflow > 0 else { continue }
      let step = 1e-5
      let slope =
        (cost(problem, plan, arc: arc, change: step) - cost(problem, plan, arc: arc, change: -step))
        / (2 * step)
      // A difference of two numbers of the size of ΛJ keeps their rounding, divided by the step.
      let rounding = 4 * cost(problem, plan, arc: arc, change: 0).ulp / step
      // d(ΛJ)/dp_ij = o_i δ_ij
      #expect(
        abs(slope - outflow * prices.arc[arc]) < 1e-6 * abs(slope) + rounding,
        "seed \(seed), \(linkModel), arc \(arc): \(slope) against \(outflow * prices.arc[arc])")
    }
  }

  @Test(arguments: 0..<8, LinkModel.allCases)
  func `the price of a device is the cost of one more arrival`(seed: UInt64, linkModel: LinkModel) {
    var problem = RandomProblem.make(seed: seed, linkModel: linkModel)
    let plan = RandomProblem.plan(for: problem, seed: seed)
    let prices = Prices(problem, plan, Flows(problem, plan))
    func total(_ problem: DecisionProblem) -> Double {
      Evaluation(problem, plan).objectiveSeconds * problem.conditions.totalArrivalRate
    }
    for device in 0..<problem.network.deviceCount {
      let rate = problem.conditions.arrivalRate[device], step = 1e-5 * rate
      problem.conditions.arrivalRate[device] = rate + step
      let above = total(problem)
      problem.conditions.arrivalRate[device] = rate - step
      let below = total(problem)
      problem.conditions.arrivalRate[device] = rate
      let price = problem.conditions.classMix[device].dot(prices.node[device])
      #expect(abs((above - below) / (2 * step) - price) < 1e-6 * price, "seed \(seed), device \(device)")
    }
  }

  /// The diamond by hand at level 0, split 3:1: V_3 = s(1 + ρ(2−ρ)/(2(1−ρ)²)) + κ·0.05 with ρ = 0.1, and so on back.
  @Test func `prices of a small network are those worked out by hand`() {
    let problem = SmallProblems.diamond()
    let plan = OffloadingPlan(probability: [0.75, 0.25, 1, 1], level: [0, 0, 0, 0])
    let prices = Prices(problem, plan, Flows(problem, plan))
    func marginal(_ service: Double, _ load: Double) -> Double {
      service * (1 + load * (2 - load) / (2 * (1 - load) * (1 - load)))
    }
    let last = marginal(0.05, 0.1) + 0.5 * 0.05
    let onward = 0.005 + 0.001 + last
    let fast = marginal(0.1, 0.3) + 0.5 * 0.1 + 0.5 * onward
    let slow = marginal(0.2, 0.2) + 0.5 * 0.1 + 0.5 * onward
    #expect(abs(prices.node[3][0] - last) < 1e-14)
    #expect(abs(prices.node[1][0] - fast) < 1e-14 && abs(prices.node[2][0] - slow) < 1e-14)
    #expect(abs(prices.arc[0] - (0.011 + fast)) < 1e-14 && abs(prices.arc[1] - (0.021 + slow)) < 1e-14)
  }

  @Test func `an idle server still has a price that can attract tasks`() {
    let problem = SmallProblems.diamond()
    let plan = OffloadingPlan(probability: [0, 1, 1, 1], level: [0, 0, 0, 0])
    let prices = Prices(problem, plan, Flows(problem, plan))
    #expect(prices.arc[0] > 0 && prices.arc[0] < prices.arc[1])
  }

  @Test(arguments: 0..<10)
  func `curvature bounds the second derivative along one node's inflow`(seed: UInt64) {
    // All tasks of one device enter one node; its inflow is the device's rate. Jensen: W is an upper bound.
    let problem = RandomProblem.make(seed: seed)
    let plan = RandomProblem.plan(for: problem, seed: seed)
    let flows = Flows(problem, plan), prices = Prices(problem, plan, flows)
    var changed = problem
    for device in 0..<problem.network.deviceCount {
      let rate = problem.conditions.arrivalRate[device], step = 1e-3 * rate
      let values = [-step, 0, step].map { change -> Double in
        changed.conditions.arrivalRate[device] = rate + change
        return Evaluation(changed, plan).objectiveSeconds * changed.conditions.totalArrivalRate
      }
      changed.conditions.arrivalRate[device] = rate
      let second = (values[2] - 2 * values[1] + values[0]) / (step * step)
      // Many devices share the servers, so one device alone bends the cost less than the bound of all moving together.
      #expect(second <= prices.curvature[device] * (1 + 1e-3), "seed \(seed), device \(device)")
    }
  }
}
