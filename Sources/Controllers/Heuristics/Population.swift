import CounterRandom
import EdgeModel

/// The plans of a genetic search, best first, and how they breed.
///
/// Generations of 24: the two best live on, all others are children of parents chosen by tournaments of two. A child takes
/// every node's receivers and threshold from one parent or the other; then about two of its nodes change. All draws are
/// counted from (seed, slot).
struct Population {
  private struct Member {
    var plan: OffloadingPlan
    /// ΛJ in tasks.
    var cost: Double
  }

  private let problem: DecisionProblem
  private let evolvesLevels: Bool
  private let random: CounterRandom
  private var counter: UInt64 = 0
  private var members: [Member] = []
  /// Plans evaluated so far, and generations bred.
  private(set) var evaluations = 0, generations = 0

  private static let size = 24, elite = 2
  /// How many nodes change in a child, on average.
  private static let mutations = 2.0
  /// How far a threshold level moves at most.
  private static let levelReach = 3

  /// A population that begins with `founders`, of which there is at least one.
  init(
    _ problem: DecisionProblem, founders: [OffloadingPlan], evolvesLevels: Bool, seed: UInt64, slot: Int
  ) {
    self.problem = problem
    self.evolvesLevels = evolvesLevels
    random = CounterRandom(seed: seed, stream: .geneticSearch).member(UInt64(slot))
    for founder in founders { members.append(measured(founder)) }
    rank()
  }

  /// The best plan so far.
  var best: OffloadingPlan { members[0].plan }

  /// Breeds until `budget` plans have been evaluated, the founders included.
  mutating func evolve(evaluations budget: Int) {
    while evaluations < budget {
      var next = Array(members.prefix(Self.elite))
      while next.count < Self.size, evaluations < budget { next.append(measured(child())) }
      // A generation that the budget cuts short does not displace those it would have replaced.
      members = next.count < Self.size ? members + next.dropFirst(Self.elite) : next
      rank()
      generations += 1
    }
  }

  private mutating func measured(_ plan: OffloadingPlan) -> Member {
    evaluations += 1
    return Member(plan: plan, cost: Evaluation.cost(problem, plan, Flows(problem, plan)))
  }

  /// Best first; of equals the one that was there first.
  private mutating func rank() {
    members = members.enumerated().sorted {
      ($0.element.cost, $0.offset) < ($1.element.cost, $1.offset)
    }.map(\.element)
  }

  private mutating func child() -> OffloadingPlan {
    let network = problem.network
    var plan = members[tournament()].plan
    let other = members[tournament()].plan
    let rate = Self.mutations / Double(network.nodeCount)
    for node in 0..<network.nodeCount {
      let arcs = network.arcs(from: node)
      if uniform() < 0.5 {
        for arc in arcs { plan.probability[arc] = other.probability[arc] }
        plan.level[node] = other.level[node]
      }
      if arcs.count > 1, uniform() < rate { moveShare(&plan, arcs) }
      if evolvesLevels, let table = network.exit(at: node).table, uniform() < rate {
        moveLevel(&plan.level[node], count: table.thresholds.count)
      }
    }
    return plan
  }

  /// The better of two members, which is the one further in front.
  private mutating func tournament() -> Int {
    min(integer(below: members.count), integer(below: members.count))
  }

  /// Moves a random part of one receiver's share to another that has not failed, which keeps the sum.
  private mutating func moveShare(_ plan: inout OffloadingPlan, _ arcs: Range<Int>) {
    let from = arcs.lowerBound + integer(below: arcs.count)
    let to = arcs.lowerBound + integer(below: arcs.count)
    guard from != to, !problem.conditions.hasFailed(problem.network.head[to]) else { return }
    let part = plan.probability[from] * uniform()
    plan.probability[from] -= part
    plan.probability[to] += part
  }

  private mutating func moveLevel(_ level: inout Int, count: Int) {
    let step = integer(below: 2 * Self.levelReach + 1) - Self.levelReach
    level = min(max(level + step, 0), count - 1)
  }

  private mutating func uniform() -> Double {
    counter += 1
    return random.uniform(counter)
  }

  private mutating func integer(below bound: Int) -> Int {
    counter += 1
    return random.integer(counter, below: bound)
  }
}
