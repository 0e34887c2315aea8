import EdgeModel
import Simulation
import Testing
import TestSupport

@testable import Replay

/// What a clairvoyant controller is told.
@Suite struct TrueConditionsTests {
  @Test func `rates are counts over the slot and means over its time`() {
    let problem = SmallProblems.diamond(), network = problem.network
    let start = SimulationTime(seconds: 10), end = SimulationTime(seconds: 14)
    let window = RateWindow(
      start: start, end: end, first: [0, 3, 4, 5, 6],
      time: [start, SimulationTime(seconds: 11), SimulationTime(seconds: 12), start, start, start],
      bitsPerSecond: [8e6, 0, 4e6, 1e6, 2e6, 0])
    let arrivals = (0..<6).map { TaskArrival(task: $0, device: 0, time: start, sample: 0) }
    // Node 1 fails for 1 s of the 4 s; node 3 runs at 1.5 all the time.
    let speeds = SpeedWindow(
      start: start, end: end, first: [0, 0, 2, 2, 3], time: [start, SimulationTime(seconds: 13), start],
      factor: [1, 0, 1.5])
    let truth = TrueConditions.means(
      of: arrivals, window, speeds, network: network, classMix: [ClassMix.even])
    #expect(truth.speed == [1, 0.75, 1, 1.5])
    #expect(truth.arrivalRate == [1.5] && truth.classMix == [ClassMix.even])
    let means = [4e6, 1e6, 2e6, 0]  // (8 · 1 s + 0 · 1 s + 4 · 2 s) / 4 s
    for arc in 0..<4 {
      let bytes = network.layers[network.layerOfNode[network.head[arc]]].inputBytes
      #expect(
        truth.transmissionSeconds[arc]
          == Conditions.transmissionSeconds(bytes: bytes, bitsPerSecond: means[arc]))
    }
  }
}
