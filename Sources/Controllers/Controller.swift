/// A policy: observation in, decision out, reward back.
///
/// A controller is asked once per slot, in order. It must be a pure function of its settings and of what it was given
/// so far: no clock, no random numbers but those its seed fixes, no look at the trace (what
/// `clairvoyant` is told comes with its observation).
///
/// | controller | state | work per slot | source |
/// |---|---|---|---|
/// | `dto-ee`, `dto-ee-curvature`, `dto-ee-grant`, `dto-ee-exact`, `dto-ee-clearing` | the last plan | O(rounds · arcs) | Model sections 3–5 |
/// | `optimum`, `clairvoyant` | the last plan | O(iterations · (arcs + servers³)) | Model section 6 |
/// | `computing-first`, `bandwidth-first`, `uniform`, `nearest` | none | O(arcs), or O(rounds · arcs) with optimised thresholds | Model section 9 |
/// | `entropy-exit`, `predictor-exit` | none | as `computing-first` | Model section 9 |
/// | `selfish`, `least-delay`, `two-choices`, `channel-aware` | the last plan | O(rounds · arcs) | Model section 9 |
/// | `genetic` | the last plan | O(evaluations · arcs) | Model section 9 |
package protocol Controller: Sendable {
  /// What it carries from slot to slot. A controller of the same kind, network and settings that is given the memory of
  /// another goes on as that one would: this is what a checkpoint keeps of it.
  associatedtype Memory: Codable & Sendable = NoMemory
  var memory: Memory { get set }

  /// The plan for the slot that begins now.
  mutating func decide(_ observation: Observation) -> Decision

  /// What the slot before brought: −J as measured over the tasks completed in it, nil when none was. Called before
  /// the next `decide`.
  mutating func receive(reward: Double?)
}

extension Controller {
  package mutating func receive(reward: Double?) {}
}

/// The memory of a controller that answers every observation by itself.
package struct NoMemory: Codable, Sendable {}

extension Controller where Memory == NoMemory {
  package var memory: NoMemory {
    get { NoMemory() }
    set {}
  }
}
