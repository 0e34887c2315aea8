/// Takes back rounds that made things worse: what the coordinator knows of a search, and what it answers.
///
/// Every node reports its share of J after each exchange, and the coordinator answers every node with one verdict. A plan
/// that is the best so far is kept by the nodes, each its own strategy and threshold. One that is worse than the best by more
/// than a limit, or the last of ``patience`` that are no better, is given up: the nodes go back to what they kept, hold their
/// thresholds for a while, and move with more caution. A rise within the limit makes them more cautious too. Every rise that
/// momentum may have caused lets it rest, four times as long as the last: near a full server it overshoots again and again, and
/// all would pay for it in caution.
///
/// Convergence: at fixed thresholds a move along the prices is one of descent once it is short enough, and caution
/// grows with every failure; so either J falls, or the search ``isStalled``.
struct Safeguard: Sendable {
  /// What every node is told.
  enum Verdict: Sendable { case keep, goOn, goBack }
  /// The size of a verdict in bytes.
  static let byteCount = 1

  /// The share of the best J by which a plan may be worse.
  let limit: Double
  /// Whether it ever goes back.
  let isOn: Bool
  /// The best J so far, in s.
  private(set) var least = Double.infinity
  /// By how much moves are to be shortened; 1 is not at all.
  private(set) var caution = 1.0
  /// Whether J rose in the last round.
  private(set) var hasRisen = false
  private var last = Double.infinity
  private var failures = 0
  private var held = 0
  /// Rounds that momentum still rests, and how many it did last time.
  private var resting = 0, lastRest = 0
  private var sinceBest = 0
  private var sinceGain = 0

  /// A safeguard that allows a plan to be worse than the best by the share `limit` of it; without a limit it allows anything.
  init(limit: Double?) {
    isOn = limit != nil
    self.limit = limit ?? .infinity
  }

  /// Whether nodes are to leave their thresholds as they are in this round.
  var holdsThresholds: Bool { held > 0 }
  /// Whether moves that keep their direction may go further each time.
  var allowsMomentum: Bool { resting == 0 && !hasRisen }
  /// Whether even the most cautious moves make things worse.
  var isStalled: Bool { caution > Self.mostCaution }
  /// Whether J has hardly fallen in the last rounds.
  var isStagnant: Bool { sinceGain >= Self.stagnation }

  /// What becomes of a plan with `objective` in s.
  mutating func judge(_ objective: Double) -> Verdict {
    let hadMomentum = allowsMomentum
    held = max(0, held - 1)
    sinceGain = objective < least * (1 - Self.leastGain) ? 0 : sinceGain + 1
    hasRisen = objective > last * (1 + Self.rounding)
    last = objective
    restMomentum(hadMomentum)
    if objective <= least {
      (sinceBest, failures, least) = (0, 0, objective)
      caution = max(1, caution * Self.relief)
      return .keep
    }
    sinceBest += 1
    if objective <= least * (1 + limit), sinceBest < Self.patience {
      if hasRisen { caution *= 2 }
      return .goOn
    }
    failures += 1
    held = 1 << min(failures, 5)
    caution *= 4
    return .goBack
  }

  private mutating func restMomentum(_ hadMomentum: Bool) {
    resting = max(0, resting - 1)
    guard hasRisen else { return }
    if hadMomentum { lastRest = min(Self.longestRest, max(Self.shortestRest, 4 * lastRest)) }
    resting = lastRest
  }

  /// Takes in that all nodes are where the best plan was.
  mutating func noteReturn() { (sinceBest, last) = (0, least) }

  /// Rounds without a new best before the search goes back.
  private static let patience = 10
  private static let relief = 0.7
  private static let shortestRest = 2, longestRest = 32
  private static let mostCaution = 1e12
  /// The share of J that counts as a gain while thresholds move all at once, and rounds without one before they stop.
  private static let leastGain = 1e-4
  private static let stagnation = 4
  /// A rise by less is rounding, or the ripple of momentum.
  private static let rounding = 1e-8
}
