import Replay

/// What the decision log says of one controller over time.
package struct ControllerSeries: Sendable {
  /// The controller's label.
  package let label: String
  var delay: Series
  var predictedDelay: Series
  var arrivalRate: Series
  var worstLink: Series
  var gap: Series
  var rounds: Series
  var messages: Series
  /// By stage with a threshold: the mean over its nodes.
  var thresholds: [Int: Series] = [:]
  /// By row of the heat map; `Row.name` is a node or a group of them.
  var utilisation: [Series] = []
  var rows: [Row] = []

  /// A row of the heat map.
  struct Row: Sendable {
    let stage: Int
    let name: String
  }

  init(label: String, slots: Int) {
    self.label = label
    delay = Series(slots: slots)
    predictedDelay = delay
    arrivalRate = delay
    worstLink = delay
    gap = delay
    rounds = delay
    messages = delay
  }

  /// Takes in the decision record of `slot`, which lasts `slotSeconds`.
  mutating func add(_ record: JSONValue, at slot: Int, slotSeconds: Double) {
    let predicted = record["predicted"], measured = record["measured"]
    delay.add(measured?["delay_mean_s"]?.number, at: slot)
    predictedDelay.add(predicted?["delay_s"]?.number, at: slot)
    arrivalRate.add(measured?["arrived"]?.number.map { $0 / slotSeconds }, at: slot)
    worstLink.add(predicted?["worst_link"]?["transmission_s"]?.number, at: slot)
    gap.add(predicted?["gap_s"]?.number, at: slot)
    rounds.add(record["rounds"]?.number, at: slot)
    messages.add(record["messages"]?.number, at: slot)
    for threshold in record["thresholds"]?.elements ?? [] {
      guard let stage = threshold["stage"]?.number else { continue }
      thresholds[Int(stage), default: Series(slots: delay.slots)].add(threshold["mean"]?.number, at: slot)
    }
    addUtilisation(predicted?["utilisation"]?.elements ?? [], at: slot)
  }

  private mutating func addUtilisation(_ stages: [JSONValue], at slot: Int) {
    if rows.isEmpty {
      rows = stages.flatMap(Self.rows)
      utilisation = rows.map { _ in Series(slots: delay.slots, limit: Series.cellLimit) }
    }
    for (row, value) in zip(utilisation.indices, stages.lazy.flatMap { $0["groups"]?.elements ?? [] }) {
      utilisation[row].add(value.number, at: slot)
    }
  }

  /// The rows of one stage: its nodes, or groups of consecutive ones.
  private static func rows(_ stage: JSONValue) -> [Row] {
    let number = Int(stage["stage"]?.number ?? 0), groups = stage["groups"]?.elements.count ?? 0
    let nodes = Int(stage["nodes"]?.number ?? Double(groups))
    return (0..<groups).map { group in
      let first = group * nodes / groups, last = (group + 1) * nodes / groups - 1
      return Row(stage: number, name: first == last ? "\(number)/\(first)" : "\(number)/\(first)-\(last)")
    }
  }
}
