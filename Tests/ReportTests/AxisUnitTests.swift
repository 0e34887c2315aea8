import Testing

@testable import Report

@Suite struct AxisUnitTests {
  private static let spans: [(Double, [String])] = [
    (7200, ["0", "0.5 h", "1 h", "1.5 h", "2 h"]), (86400, ["0", "6 h", "12 h", "18 h", "24 h"]),
    (7 * 86400, ["0", "48 h", "96 h", "144 h"]),
  ]

  @Test(arguments: spans)
  func `a long run has ticks at round hours`(seconds: Double, expected: [String]) {
    #expect(AxisUnit.hours.ticks(on: .exactly(0, seconds), 5).map(AxisUnit.hours.text) == expected)
  }

  @Test func `a short one has ticks at round seconds`() {
    let ticks = AxisUnit.seconds.ticks(on: .exactly(0, 300), 5).map(AxisUnit.seconds.text)
    #expect(ticks == ["0", "100 s", "200 s", "300 s"])
  }
}
