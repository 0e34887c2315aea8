import Testing

@testable import Report

@Suite struct SeriesTests {
  @Test(arguments: [1, 7, 360, 361, 1000, 17_280])
  func `every slot lies in the bucket that says it begins before it`(_ slots: Int) {
    var series = Series(slots: slots)
    for slot in 0..<slots { series.add(Double(slot), at: slot) }
    #expect(series.firstSlot(of: 0) == 0 && series.firstSlot(of: series.bucketCount) == slots)
    for bucket in 0..<series.bucketCount {
      let first = series.firstSlot(of: bucket), last = series.firstSlot(of: bucket + 1) - 1
      #expect(series.minimum[bucket] == Double(first) && series.maximum[bucket] == Double(last))
      #expect(abs((series.mean[bucket] ?? -1) - Double(first + last) / 2) < 1e-9)
    }
  }

  @Test func `what is not there leaves a gap`() {
    var series = Series(slots: 3)
    series.add(nil, at: 0)
    series.add(.infinity, at: 1)
    series.add(4, at: 2)
    #expect(series.mean == [nil, nil, 4] && series.minimum == [nil, nil, 4])
  }
}
