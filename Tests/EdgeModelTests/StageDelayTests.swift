import EdgeModel
import Testing
import TestSupport

@Suite struct StageDelayTests {
  @Test(arguments: UInt64(1)...6)
  func `flows times the delays of stages add up to the mean delay`(seed: UInt64) {
    for linkModel in LinkModel.allCases {
      var problem = RandomProblem.make(seed: seed)
      problem.cost.linkModel = linkModel
      let plan = OffloadingPlan.uniform(on: problem.network), flows = Flows(problem, plan)
      let number = problem.stageDelays(of: flows).enumerated().reduce(0.0) { sum, stage in
        let inflow = problem.network.nodes(of: stage.offset + 1).reduce(0) { $0 + flows.inflow[$1].total }
        return sum + inflow * ((stage.element.linkSeconds ?? 0) + (stage.element.serverSeconds ?? 0))
      }
      let devices = problem.network.nodes(of: 0).reduce(0.0) { sum, node in
        sum
          + problem.cost.queue.value(
            inflow: flows.inflow[node].total, serviceSeconds: problem.network.serviceSeconds[node]
          ).number
      }
      let expected = Evaluation(problem, plan).delaySeconds
      let found = (number + devices) / problem.conditions.totalArrivalRate
      #expect(abs(found / expected - 1) < 1e-12)
    }
  }

  @Test func `nothing flows, nothing is said`() {
    var problem = SmallProblems.diamond()
    problem.conditions.arrivalRate = [0]
    let delays = problem.stageDelays(of: Flows(problem, .uniform(on: problem.network)))
    #expect(delays.allSatisfy { $0.linkSeconds == nil && $0.serverSeconds == nil })
  }

  @Test func `a node at half speed serves half as fast, and one that has failed costs a minute more`() {
    let nominal = SmallProblems.diamond()
    var conditions = nominal.conditions
    conditions.speed = [1, 0.5, 0, 2]
    let problem = DecisionProblem(network: nominal.network, cost: nominal.cost, conditions: conditions)
    #expect(problem.network.serviceSeconds == [0, 0.2, 60.2, 0.025])
    #expect(problem.network.layers[1].serviceSeconds == [0.2, 60.2])
    #expect(conditions.hasFailed(2) && !conditions.hasFailed(1) && !nominal.conditions.hasFailed(2))
  }
}
