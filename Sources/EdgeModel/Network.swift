/// One layer of nodes that all run the same sub-model.
package struct Layer: Sendable, Equatable {
  /// Service time of each node in s, a_h/μ_j; 0 for a device that only sends.
  package var serviceSeconds: [Double]
  /// z_h: size of the sub-model's input in bytes; 0 in layer 0, which receives nothing.
  package var inputBytes: Double
  /// How tasks leave here.
  package var exit: StageExit

  /// A layer of `serviceSeconds.count` nodes.
  package init(serviceSeconds: [Double], inputBytes: Double, exit: StageExit) {
    self.serviceSeconds = serviceSeconds
    self.inputBytes = inputBytes
    self.exit = exit
  }
}

/// The layered network of Model section 1, without anything that changes from slot to slot.
///
/// Nodes are numbered through all layers, devices first; arcs are numbered by (tail, head). So a forward sweep is
/// a loop over ascending nodes, a backward sweep over descending ones.
@usableFromInline package struct Network: Sendable {
  /// Layers 0…H.
  package private(set) var layers: [Layer]
  /// The first node of each layer, and the number of nodes at the end; count H + 2.
  @usableFromInline package let firstNode: [Int]
  /// The layer of each node.
  @usableFromInline package let layerOfNode: [Int]
  /// Service time of each node in s.
  @usableFromInline package private(set) var serviceSeconds: [Double]
  /// Arcs out of node i are `firstArc[i]..<firstArc[i + 1]`; count nodes + 1 (compressed sparse rows).
  @usableFromInline package let firstArc: [Int]
  /// The node at which each arc begins.
  @usableFromInline package let tail: [Int]
  /// The node at which each arc ends.
  @usableFromInline package let head: [Int]
  /// τ: propagation time of each arc in s.
  @usableFromInline package let propagationSeconds: [Double]
  /// Arcs into node j are `incoming[firstIncoming[j]..<firstIncoming[j + 1]]`, ascending.
  @usableFromInline package let firstIncoming: [Int]
  /// The transposed index of the arcs.
  @usableFromInline package let incoming: [Int]
  /// Where the levels of each node's layer begin in `survive` and `error`.
  @usableFromInline let firstLevel: [Int]
  /// R by layer and level, 1 where a layer has no exit and 0 in the last one, which have one level each.
  @usableFromInline let survive: [ClassVector]
  /// E by layer and level.
  @usableFromInline let error: [ClassVector]

  /// An arc as its maker names it: by the numbers of its nodes inside their layers.
  package struct Arc: Sendable, Equatable {
    /// The node inside layer h − 1.
    package var tail: Int
    /// The node inside layer h.
    package var head: Int
    /// Propagation time in s.
    package var propagationSeconds: Double

    /// An arc from node `tail` of a layer to node `head` of the next.
    package init(tail: Int, head: Int, propagationSeconds: Double) {
      self.tail = tail
      self.head = head
      self.propagationSeconds = propagationSeconds
    }
  }

  /// The network of `layers` whose layers h and h + 1 are joined by `arcs[h]`, ordered by (tail, head).
  ///
  /// - Precondition: Arcs are in order, distinct and inside their layers; every node but those of the last layer has
  ///   an arc out of it. (Readers check this and say it in the user's words.)
  /// - Complexity: O(nodes + arcs).
  package init(layers: [Layer], arcs: [[Arc]]) {
    precondition(arcs.count == layers.count - 1, "\(layers.count) layers need \(layers.count - 1) arc lists")
    self.layers = layers
    firstNode = layers.reduce(into: [0]) { $0.append($0[$0.count - 1] + $1.serviceSeconds.count) }
    layerOfNode = layers.indices.flatMap { h in [Int](repeating: h, count: layers[h].serviceSeconds.count) }
    serviceSeconds = layers.flatMap(\.serviceSeconds)
    let first = firstNode
    tail = arcs.indices.flatMap { h in arcs[h].map { first[h] + $0.tail } }
    head = arcs.indices.flatMap { h in arcs[h].map { first[h + 1] + $0.head } }
    propagationSeconds = arcs.flatMap { $0.map(\.propagationSeconds) }
    let nodeCount = layerOfNode.count
    firstArc = Self.firstIndex(of: tail, nodeCount: nodeCount)
    firstIncoming = Self.firstIndex(of: head, nodeCount: nodeCount)
    let heads = head
    incoming = Self.grouped(by: heads, from: firstIncoming)
    let levels = layers.map { $0.exit.table?.thresholds.count ?? 1 }
    let base = levels.reduce(into: [0]) { $0.append($0[$0.count - 1] + $1) }
    firstLevel = layerOfNode.map { base[$0] }
    survive = layers.indices.flatMap { h in (0..<levels[h]).map { layers[h].exit.survive(at: $0) } }
    error = layers.indices.flatMap { h in (0..<levels[h]).map { layers[h].exit.error(at: $0) } }
    checkShape()
  }

  /// The network with every node at a factor of its speed here; see `Conditions.serviceSeconds(nominal:speed:)`.
  func running(atSpeed speed: [Double]) -> Network {
    precondition(speed.count == nodeCount, "speeds of \(speed.count) nodes, not \(nodeCount)")
    var network = self
    for node in speed.indices {
      network.serviceSeconds[node] = Conditions.serviceSeconds(
        nominal: serviceSeconds[node], speed: speed[node])
    }
    for layer in layers.indices {
      network.layers[layer].serviceSeconds = Array(network.serviceSeconds[nodes(of: layer)])
    }
    return network
  }

  /// Where each node's run begins once arcs are grouped by `node`.
  private static func firstIndex(of node: [Int], nodeCount: Int) -> [Int] {
    var first = [Int](repeating: 0, count: nodeCount + 1)
    for index in node { first[index + 1] += 1 }
    for index in 0..<nodeCount { first[index + 1] += first[index] }
    return first
  }

  /// The arcs grouped by `node`, ascending in each group, when groups begin at `first`.
  private static func grouped(by node: [Int], from first: [Int]) -> [Int] {
    var next = first
    var grouped = [Int](repeating: 0, count: node.count)
    for arc in node.indices {
      grouped[next[node[arc]]] = arc
      next[node[arc]] += 1
    }
    return grouped
  }

  private func checkShape() {
    for arc in head.indices.dropFirst() {
      precondition((tail[arc - 1], head[arc - 1]) < (tail[arc], head[arc]), "arc \(arc) is out of order")
    }
    for arc in head.indices {
      precondition(layerOfNode[head[arc]] == layerOfNode[tail[arc]] + 1, "arc \(arc) skips a layer")
    }
    for node in 0..<firstNode[layers.count - 1] {
      precondition(firstArc[node] < firstArc[node + 1], "node \(node) has no arc out of it")
    }
  }

  /// The number of nodes in all layers.
  @inlinable package var nodeCount: Int { layerOfNode.count }
  /// The number of arcs between all layers.
  @inlinable package var arcCount: Int { head.count }
  /// The number of devices, the nodes of layer 0.
  @inlinable package var deviceCount: Int { firstNode[1] }
  /// The nodes of layer `layer`.
  @inlinable package func nodes(of layer: Int) -> Range<Int> { firstNode[layer]..<firstNode[layer + 1] }
  /// The arcs out of `node`.
  @inlinable package func arcs(from node: Int) -> Range<Int> { firstArc[node]..<firstArc[node + 1] }
  /// The arcs into `node`.
  @inlinable package func arcs(into node: Int) -> ArraySlice<Int> {
    incoming[firstIncoming[node]..<firstIncoming[node + 1]]
  }
  /// R: the share of each class that `node` lets go on at `level`.
  @inlinable package func survive(at node: Int, level: Int) -> ClassVector {
    survive[firstLevel[node] + level]
  }
  /// E: the share of each class that leaves `node` with a wrong answer at `level`.
  @inlinable package func error(at node: Int, level: Int) -> ClassVector { error[firstLevel[node] + level] }
  /// How tasks leave at `node`.
  package func exit(at node: Int) -> StageExit { layers[layerOfNode[node]].exit }
  /// The arcs that join layer `layer` to the next.
  @inlinable package func arcs(fromLayer layer: Int) -> Range<Int> {
    firstArc[firstNode[layer]]..<firstArc[firstNode[layer + 1]]
  }
  /// `arc` as people name it: its two nodes, joined by `-`.
  package func name(ofArc arc: Int) -> String { "\(name(of: tail[arc]))-\(name(of: head[arc]))" }
  /// `node` as people name it: `layer/number in its layer`.
  package func name(of node: Int) -> String {
    "\(layerOfNode[node])/\(node - firstNode[layerOfNode[node]])"
  }
}
