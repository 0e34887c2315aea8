import CounterRandom
import Testing

@testable import Replay

@Suite struct DelayHistogramTests {
  /// Delays that spread evenly over the octaves, from 0 to some hours.
  static func delays(_ count: Int, seed: UInt64) -> [Int64] {
    let random = CounterRandom(seed: seed, stream: .synthesis)
    return (0..<count).map { Int64(random.bits(UInt64($0)) >> (20 + random.bits(UInt64($0 + count)) % 40)) }
  }

  @Test(arguments: [UInt64(1), 2, 3], [1, 7, 1000])
  func `percentiles are those of a sort, to 0.1 percent`(seed: UInt64, count: Int) throws {
    let delays = Self.delays(count, seed: seed), sorted = delays.sorted()
    var histogram = DelayHistogram()
    for delay in delays { histogram.record(delay) }
    for percent in [0.0, 1, 50, 90, 95, 99, 99.9, 100] {
      let rank = max(1, Int((percent * Double(count) / 100).rounded(.up)))
      let exact = sorted[rank - 1], found = try #require(histogram.nanoseconds(percentile: percent))
      #expect(found >= exact && Double(found - exact) <= 1e-3 * Double(exact), "\(found), exactly \(exact)")
    }
    #expect(histogram.nanoseconds(percentile: 100) == sorted.last)
  }

  @Test func `short delays are exact`() {
    for delay in (0..<2048) as Range<Int64> {
      var histogram = DelayHistogram()
      histogram.record(delay)
      histogram.record(1 << 40)
      #expect(histogram.nanoseconds(percentile: 50) == delay)
    }
  }

  @Test(arguments: [UInt64(4), 5])
  func `slots that are added and cleared make the whole`(seed: UInt64) {
    let delays = Self.delays(5000, seed: seed)
    var whole = DelayHistogram(), sum = DelayHistogram(), slot = DelayHistogram()
    for (index, delay) in delays.enumerated() {
      whole.record(delay)
      slot.record(delay)
      if index % 97 == 96 || index == delays.count - 1 {
        sum.add(slot)
        slot.clear()
        #expect(slot.total == 0 && slot.nanoseconds(percentile: 50) == nil)
      }
    }
    #expect(sum.total == whole.total)
    for percent in stride(from: 0.0, through: 100, by: 0.5) {
      #expect(sum.nanoseconds(percentile: percent) == whole.nanoseconds(percentile: percent))
    }
  }
}
