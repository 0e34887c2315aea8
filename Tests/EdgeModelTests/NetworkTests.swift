import EdgeModel
import Testing
import TestSupport

@Suite struct NetworkTests {
  @Test func `nodes and arcs are numbered through the layers`() {
    let network = SmallProblems.diamond().network
    #expect(network.nodeCount == 4 && network.arcCount == 4 && network.deviceCount == 1)
    #expect(network.tail == [0, 0, 1, 2] && network.head == [1, 2, 3, 3])
    #expect(network.arcs(from: 0) == 0..<2 && network.arcs(from: 3).isEmpty)
    #expect(Array(network.arcs(into: 3)) == [2, 3])
    #expect(network.arcs(fromLayer: 1) == 2..<4)
    #expect(network.name(of: 2) == "1/1")
  }

  @Test(arguments: 0..<20)
  func `the transposed index holds every arc once, under its head`(seed: UInt64) {
    let network = RandomProblem.make(seed: seed).network
    var seen: [Int] = []
    for node in 0..<network.nodeCount {
      #expect(network.arcs(into: node).allSatisfy { network.head[$0] == node }, "seed \(seed)")
      #expect(network.arcs(from: node).allSatisfy { network.tail[$0] == node }, "seed \(seed)")
      seen += network.arcs(into: node)
    }
    #expect(seen.sorted() == Array(0..<network.arcCount), "seed \(seed)")
  }

  @Test func `arcs out of order are a programmer's error`() async {
    await #expect(processExitsWith: .failure) {
      let layer = Layer(serviceSeconds: [0, 0], inputBytes: 1, exit: .none)
      _ = Network(
        layers: [layer, layer],
        arcs: [
          [.init(tail: 1, head: 0, propagationSeconds: 0), .init(tail: 0, head: 0, propagationSeconds: 0)]
        ])
    }
  }

  @Test func `plans split by weight, equally where all weights are 0`() {
    let network = SmallProblems.diamond().network
    #expect(OffloadingPlan.weighted(on: network) { $0 == 1 ? 3 : 1 }.probability == [0.25, 0.75, 1, 1])
    #expect(OffloadingPlan.weighted(on: network) { _ in 0 }.probability == [0.5, 0.5, 1, 1])
  }

  @Test func `an outage has a finite price`() {
    #expect(Conditions.transmissionSeconds(bytes: 1000, bitsPerSecond: 0) == Conditions.outageSeconds)
    #expect(Conditions.transmissionSeconds(bytes: 1000, bitsPerSecond: 8000) == 1)
    #expect(Conditions.transmissionSeconds(bytes: 0, bitsPerSecond: 0) == 0)
  }
}
