import EdgeModel
import TestSupport
import Testing

@testable import Controllers

@Suite struct GeneticTests {
  private func population(_ seed: UInt64, budget: Int, slot: Int = 0, evolvesLevels: Bool = true) -> (
    Population, DecisionProblem
  ) {
    let problem = RandomProblem.make(seed: seed, load: 0.8)
    var population = Population(
      problem, founders: [OffloadingPlan.uniform(on: problem.network)], evolvesLevels: evolvesLevels, seed: 7,
      slot: slot)
    population.evolve(evaluations: budget)
    return (population, problem)
  }

  @Test(arguments: [1, 23, 24, 100, 1000])
  func `the budget is kept to the last evaluation`(budget: Int) {
    #expect(population(1, budget: budget).0.evaluations == budget)
  }

  @Test(arguments: 0..<5)
  func `more evaluations are never worse, and better in the end`(seed: UInt64) {
    let objectives = [1, 50, 400, 1600].map { budget in
      let (population, problem) = population(seed, budget: budget)
      return Evaluation(problem, population.best).objectiveSeconds
    }
    #expect(zip(objectives, objectives.dropFirst()).allSatisfy { $0 >= $1 }, "\(objectives)")
    #expect(objectives[3] < 0.95 * objectives[0], "\(objectives)")
  }

  @Test func `the same seed and slot breed the same, others breed others`() {
    let first = population(2, budget: 300).0.best
    #expect(population(2, budget: 300).0.best == first)
    #expect(population(2, budget: 300, slot: 1).0.best != first)
  }

  @Test func `levels stay where they are set unless they evolve`() {
    let (fixed, problem) = population(3, budget: 400, evolvesLevels: false)
    #expect(fixed.best.level == OffloadingPlan.uniform(on: problem.network).level)
    #expect(population(3, budget: 400).0.best.level != fixed.best.level)
  }

  @Test(arguments: 0..<3)
  func `its fitness is the objective of the model`(seed: UInt64) {
    let problem = RandomProblem.make(seed: seed, load: 0.9, linkModel: .queue)
    let plan = RandomProblem.plan(for: problem, seed: seed)
    let expected = Evaluation(problem, plan).objectiveSeconds
    let cost = Evaluation.cost(problem, plan, Flows(problem, plan))
    #expect(abs(cost / problem.conditions.totalArrivalRate - expected) < 1e-12 * expected)
  }
}
