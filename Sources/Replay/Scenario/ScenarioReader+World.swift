import TraceIO
import InputFiles
import Yams

/// The keys that make the world change: speeds, deadlines, difficulty.
extension ScenarioReader {
  /// `speed` of a kind of board; nil where its speed does not change.
  func speed(_ board: inout StrictMapping) throws(InputError) -> Scenario.Speed? {
    guard var section = try board.optionalMapping("speed") else { return nil }
    let speed = Scenario.Speed(
      file: located(try section.text("trace")),
      binding: try section.choice("bind", default: ArcBinding.Rule.hash),
      scale: try section.number("scale", default: 1),
      onFailure: try section.choice("on_failure", default: Scenario.Speed.OnFailure.keep))
    try section.finish()
    return speed
  }

  /// `deadline_s` and `deadline`; nil where nothing is late.
  func deadline(_ top: inout StrictMapping) throws(InputError) -> Scenario.Deadline? {
    let unsaid = -1.0
    let seconds = try top.number("deadline_s", default: unsaid, "a number above 0, at most 86400") {
      $0 > 0 && $0 <= 86_400
    }
    guard seconds != unsaid else {
      if let stray = top.take("deadline") {
        throw top.error(stray.line, found: "deadline without deadline_s", expected: "both, or neither")
      }
      return nil
    }
    return Scenario.Deadline(
      seconds: seconds,
      consequence: try top.choice("deadline", default: Scenario.Deadline.Consequence.count))
  }

  /// `drift` of the arrivals; nil where difficulty stays.
  func drift(_ arrivals: inout StrictMapping) throws(InputError) -> Scenario.Drift? {
    guard var section = try arrivals.optionalMapping("drift") else { return nil }
    let drift = Scenario.Drift(
      periodSeconds: try section.number("period_s"),
      amplitude: try section.number("amplitude", "a number from 0 to 1") { (0...1).contains($0) })
    try section.finish()
    return drift
  }
}
