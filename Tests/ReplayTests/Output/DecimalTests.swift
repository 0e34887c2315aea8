import Testing

@testable import Replay

@Suite struct DecimalTests {
  @Test(arguments: [
    (0.0, 1, "0.0"), (1.25, 1, "1.3"), (-1.25, 1, "-1.3"), (0.04, 1, "0.0"), (-0.04, 1, "0.0"),
    (9.995, 0, "10"),
    (0.5, 0, "1"), (1234.5678, 3, "1234.568"), (99.999, 2, "100.00"), (0.001, 4, "0.0010"),
    (.nan, 1, "-"), (.infinity, 1, "-"), (-.infinity, 1, "-"), (1e18, 1, "-"),
  ])
  func `numbers for people`(number: Double, places: Int, text: String) {
    #expect(Decimal.text(number, places: places) == text)
  }
}
