import EdgeModel
import TraceIO

/// Turns an instance document into a decision problem, and says in its writer's words what does not fit.
struct InstanceCheck {
  let path: String

  /// The most nodes of a layer: a larger number is a mistake, and would only end in a lack of memory.
  private static let mostNodes = 1_000_000

  /// The problem that `document` states.
  func problem(_ document: InstanceDocument) throws(InputError) -> DecisionProblem {
    try check(document.version == 1, "offramp_instance", found: "\(document.version)", expected: "version 1")
    try check(
      document.layers.count >= 2, "layers", found: "\(document.layers.count) layers", expected: "2 or more")
    try check(
      document.arcs.count == document.layers.count - 1, "arcs", found: "\(document.arcs.count) arc lists",
      expected: "\(document.layers.count - 1), one between every two layers")
    var layers: [Layer] = []
    for (index, layer) in document.layers.enumerated() {
      layers.append(try self.layer(layer, index, isLast: index == document.layers.count - 1))
    }
    var arcs: [[Network.Arc]] = []
    for (index, list) in document.arcs.enumerated() {
      arcs.append(try self.arcs(list, index, document.layers))
    }
    return DecisionProblem(
      network: Network(layers: layers, arcs: arcs), cost: try cost(document),
      conditions: try conditions(document))
  }

  private func cost(_ document: InstanceDocument) throws(InputError) -> CostModel {
    guard let linkModel = LinkModel(rawValue: document.linkModel) else {
      throw InputError(path, found: "link_model '\(document.linkModel)'", expected: "delay or queue")
    }
    let knee = document.utilisationKnee
    try check(
      knee > 0 && knee < 1, "utilisation_knee", found: "\(knee)", expected: "a number between 0 and 1")
    try checkNumbers([document.kappaSeconds], "kappa_s", "not negative") { $0 >= 0 }
    return CostModel(
      kappaSeconds: document.kappaSeconds, queue: MD1Queue(knee: knee), linkModel: linkModel)
  }

  private func conditions(_ document: InstanceDocument) throws(InputError) -> Conditions {
    let devices = document.layers[0]
    guard let rates = devices.arrivalRate else {
      throw InputError(path, found: "no arrival_rate in layers[0]", expected: "one rate per device")
    }
    try checkNumbers(rates, "layers[0].arrival_rate", count: devices.nodes, "not negative") { $0 >= 0 }
    let mix = try classVector(document.classMix, "class_mix")
    try check(
      abs(mix.total - 1) < 1e-6, "class_mix", found: "shares that sum to \(mix.total)", expected: "a sum of 1"
    )
    let transmission = document.arcs.indices.flatMap { index in
      document.arcs[index].bitsPerSecond.map {
        Conditions.transmissionSeconds(bytes: document.layers[index + 1].inputBytes ?? 0, bitsPerSecond: $0)
      }
    }
    return Conditions(
      arrivalRate: rates, classMix: [ClassVector](repeating: mix / mix.total, count: devices.nodes),
      transmissionSeconds: transmission)
  }

  private func layer(
    _ layer: InstanceDocument.Layer, _ index: Int, isLast: Bool
  ) throws(InputError) -> Layer {
    let name = "layers[\(index)]"
    try check(
      (1...Self.mostNodes).contains(layer.nodes), "\(name).nodes", found: "\(layer.nodes)",
      expected: "a number of nodes from 1 to \(Self.mostNodes)")
    let service = layer.serviceSeconds ?? (index == 0 ? [Double](repeating: 0, count: layer.nodes) : [])
    try checkNumbers(
      service, "\(name).service_s", count: layer.nodes, index == 0 ? "not negative" : "positive"
    ) { index == 0 ? $0 >= 0 : $0 > 0 }
    if index > 0 {
      guard let bytes = layer.inputBytes else {
        throw InputError(path, found: "no input_bytes in \(name)", expected: "the size of a task in bytes")
      }
      try checkNumbers([bytes], "\(name).input_bytes", "positive") { $0 > 0 }
    }
    return Layer(
      serviceSeconds: service, inputBytes: layer.inputBytes ?? 0,
      exit: try exit(layer, name, isLast: isLast))
  }

  private func exit(
    _ layer: InstanceDocument.Layer, _ name: String, isLast: Bool
  ) throws(InputError) -> StageExit {
    if isLast {
      guard let error = layer.finalError else {
        throw InputError(
          path, found: "no final_error in \(name), the last layer", expected: "one share of errors per class")
      }
      return .final(error: try classVector(error, "\(name).final_error"))
    }
    guard let exit = layer.exit else { return .none }
    let levels = exit.thresholds.count
    try check(levels > 0, "\(name).exit.thresholds", found: "no level", expected: "one or more")
    return .thresholds(
      ExitTable(
        thresholds: exit.thresholds,
        survive: try table(exit.survive, "\(name).exit.survive", levels),
        error: try table(exit.error, "\(name).exit.error", levels)))
  }

  private func table(_ rows: [[Double]], _ key: String, _ levels: Int) throws(InputError) -> [ClassVector] {
    try check(
      rows.count == levels, key, found: "\(rows.count) rows", expected: "one per threshold, \(levels)")
    var table: [ClassVector] = []
    for (index, row) in rows.enumerated() { table.append(try classVector(row, "\(key)[\(index)]")) }
    return table
  }

  private func classVector(_ numbers: [Double], _ key: String) throws(InputError) -> ClassVector {
    try checkNumbers(numbers, key, count: difficultyClassCount, "from 0 to 1") { (0...1).contains($0) }
    return ClassVector(numbers)
  }

  private func arcs(
    _ arcs: InstanceDocument.Arcs, _ index: Int, _ layers: [InstanceDocument.Layer]
  ) throws(InputError) -> [Network.Arc] {
    let name = "arcs[\(index)]", count = arcs.tail.count
    try check(
      arcs.head.count == count, "\(name).head", found: "\(arcs.head.count) heads", expected: "\(count)")
    try checkNumbers(arcs.bitsPerSecond, "\(name).bits_per_s", count: count, "not negative") { $0 >= 0 }
    try checkNumbers(arcs.propagationSeconds, "\(name).propagation_s", count: count, "not negative") {
      $0 >= 0
    }
    let tails = layers[index].nodes, heads = layers[index + 1].nodes
    for arc in 0..<count {
      let (tail, head) = (arcs.tail[arc], arcs.head[arc])
      try check(
        (0..<tails).contains(tail) && (0..<heads).contains(head), "\(name)[\(arc)]",
        found: "\(tail) -> \(head)", expected: "nodes below \(tails) -> \(heads)")
      try check(
        arc == 0 || (arcs.tail[arc - 1], arcs.head[arc - 1]) < (tail, head), "\(name)[\(arc)]",
        found: "\(tail) -> \(head) out of order or twice", expected: "arcs ordered by (tail, head)")
    }
    let lonely = Set(0..<tails).subtracting(arcs.tail).min()
    try check(
      lonely == nil, name, found: "no arc out of node \(lonely ?? 0) of layer \(index)",
      expected: "at least one out of every node")
    return (0..<count).map {
      Network.Arc(tail: arcs.tail[$0], head: arcs.head[$0], propagationSeconds: arcs.propagationSeconds[$0])
    }
  }

  private func checkNumbers(
    _ numbers: [Double], _ key: String, count: Int? = nil, _ expected: String, where isValid: (Double) -> Bool
  ) throws(InputError) {
    if let count, numbers.count != count {
      throw InputError(path, found: "\(counted(numbers.count, "number")) in \(key)", expected: "\(count)")
    }
    for (index, number) in numbers.enumerated() where !number.isFinite || !isValid(number) {
      throw InputError(path, found: "\(number) at \(key)[\(index)]", expected: "a number that is \(expected)")
    }
  }

  private func check(
    _ condition: Bool, _ key: String, found: @autoclosure () -> String, expected: @autoclosure () -> String
  ) throws(InputError) {
    guard condition else { throw InputError(path, found: "\(found()) at \(key)", expected: expected()) }
  }
}
