import CounterRandom
import Testing

@testable import Replay

@Suite struct ArrivalSorterTests {
  /// Times spread, crowded on a few instants, or all the same.
  @Test(arguments: [5_000_000_000, 40, 2, 1], [0, 1, 2, 3, 100, 5000])
  func `it sorts as comparing does, whatever was sorted before`(instants: Int, count: Int) {
    var sorter = ArrivalSorter()
    for round in 0..<4 {
      let random = CounterRandom(seed: UInt64(round), stream: .synthesis)
      var arrivals = (0..<(count / (1 + round % 2))).map { index in
        ArrivalSorter.Arrival(
          time: 7_000_000_000 + Int64(random.integer(UInt64(2 * index), below: instants)),
          source: Int32(random.integer(UInt64(2 * index + 1), below: 50)))
      }
      let expected = arrivals.sorted { ($0.time, $0.source) < ($1.time, $1.source) }
      sorter.sort(&arrivals)
      #expect(arrivals == expected)
    }
  }
}
