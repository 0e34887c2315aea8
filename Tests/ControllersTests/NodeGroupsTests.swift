import Controllers
import CounterRandom
import EdgeModel
import Testing

/// Arcs in lanes against the arcs themselves.
@Suite struct NodeGroupsTests {
  /// Groups of as many arcs each, of different ones, and of less than four nodes.
  @Test(arguments: [
    [3, 3, 3, 3], [1, 1, 1, 1, 1], [2, 3, 1, 3, 3, 3, 3, 3, 1], [5], [1, 4, 4, 4, 4, 2, 2, 2, 2],
  ])
  func `rows hold what stands at the arcs, and nothing else is written`(degrees: [Int]) {
    let network = network(degrees), groups = NodeGroups(of: 0..<degrees.count, to: heads(network), network)
    #expect(groups.count == (degrees.count + 3) / 4)
    let column = (0..<network.arcCount).map { Double($0) + 0.5 }
    let byReceiver = (0..<5).map { 100.0 + Double($0) }
    var copied = [Double](repeating: -1, count: network.arcCount), found = 0
    for group in 0..<groups.count {
      for (number, row) in groups.rows(of: group).enumerated() {
        let loaded = groups.load(column.span, group, number, else: -7)
        let gathered = groups.gathered(byReceiver.span, row)
        for lane in loaded.indices {
          let node = 4 * group + lane
          guard node < degrees.count, number < degrees[node] else {
            #expect(loaded[lane] == -7)
            continue
          }
          let arc = network.firstArc[node] + number
          #expect(loaded[lane] == column[arc])
          #expect(gathered[lane] == byReceiver[network.head[arc] - degrees.count])
          found += 1
        }
        var span = copied.mutableSpan
        groups.store(loaded, group, number, in: &span)
      }
    }
    #expect(found == network.arcCount)
    #expect(copied == column)
  }

  /// A block begins anywhere in its layer, and columns begin with it.
  @Test func `a block in the middle counts from its first arc`() {
    let network = network([1, 2, 2, 2, 2, 2, 5]), groups = NodeGroups(of: 1..<6, to: heads(network), network)
    let column = (0..<10).map(Double.init)
    #expect(groups.load(column.span, 0, 1, else: -1) == [1, 3, 5, 7])
    #expect(groups.load(column.span, 1, 0, else: -1) == [8, -1, -1, -1])
  }

  @Test func `arcs to another layer are a programmer's error`() async {
    await #expect(processExitsWith: .failure) {
      let network = NodeGroupsTests().network([2, 2])
      _ = NodeGroups(of: 0..<2, to: 4..<7, network)
    }
  }

  private func heads(_ network: Network) -> Range<Int> { network.nodes(of: 1) }

  /// Devices with so many arcs each, to five servers.
  private func network(_ degrees: [Int]) -> Network {
    let arcs = degrees.enumerated().flatMap { tail, degree in
      (0..<degree).map { Network.Arc(tail: tail, head: $0, propagationSeconds: 0) }
    }
    return Network(
      layers: [
        Layer(serviceSeconds: [Double](repeating: 0, count: degrees.count), inputBytes: 0, exit: .none),
        Layer(serviceSeconds: [Double](repeating: 0.1, count: 5), inputBytes: 1, exit: .final(error: .zero)),
      ], arcs: [arcs])
  }
}
