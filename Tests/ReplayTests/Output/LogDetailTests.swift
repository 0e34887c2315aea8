import EdgeModel
import TestSupport
import Testing

@testable import Replay

@Suite struct LogDetailTests {
  @Test(arguments: [
    (0.0, 0.0), (0.123456789, 0.123457), (-0.123456789, -0.123457), (123456.7, 123457), (1234567.8, 1234570),
    (0.5, 0.5), (60, 60), (9.999999, 10), (2e-9, 2e-9), (1.23456789e-9, 1.23457e-9), (1e300, 1e300),
    (2502269.957, 2502270),
  ])
  func `six significant digits are kept`(number: Double, shown: Double) {
    #expect(JSONValue.sixDigits(number) == .number(shown))
  }

  @Test func `rounded numbers have at most six digits and are close`() {
    for number in Self.numbers(2000) {
      let shown = SixDigits.rounded(number)
      #expect(abs(shown / number - 1) <= 5e-6)
      let digits = "\(shown)".prefix { $0 != "e" }.filter(\.isNumber).drop { $0 == "0" }
      #expect(digits.dropFirst(6).allSatisfy { $0 == "0" }, "\(shown)")
    }
  }

  @Test func `what is not finite or not there is null`() {
    #expect(JSONValue.sixDigits(nil) == .null)
    #expect(JSONValue.sixDigits(.infinity) == .null)
  }

  @Test(arguments: [0, 1, 7, 8, 9, 500])
  func `a summary names the eight worst, full detail all, equals in their order`(count: Int) {
    let loads = (0..<count).map { Double($0 * 7919 % 31) }, all = Array(0..<count)
    let sorted = all.sorted { (loads[$1], $0) < (loads[$0], $1) }
    #expect(LogDetail.full.worst(all) { loads[$0] } == sorted)
    #expect(LogDetail.summary.worst(all) { loads[$0] } == Array(sorted.prefix(8)))
  }

  @Test func `overloads are counted whole and named by how much they are`() {
    let problem = Self.star(of: [3, 0.5, 2, 4, 1, 1, 1, 1, 1, 1, 1, 1])
    let plan = OffloadingPlan.uniform(on: problem.network), flows = Flows(problem, plan)
    let record = OverloadRecord(Evaluation(problem, plan), flows, on: problem, .summary)
    let text = JSONValue.object(record.members).text
    let worst = [3, 0, 2, 4, 5, 6, 7, 8]
    #expect(
      text == #"{"overloaded":["#
        + worst.map { "\"1/\($0)\"" }.joined(separator: ",")
        + #"],"overloaded_count":11,"overloaded_links":["#
        + worst.map { "\"0/0-1/\($0)\"" }.joined(separator: ",") + #"],"overloaded_links_count":11}"#)
    #expect(record.words == "overloaded: 1/3, 1/0, 1/2, 1/4, 1/5 and 17 more")
  }

  /// A device that sends one task a second to each server: their service times, and transmission times of the same length.
  static func star(of seconds: [Double]) -> DecisionProblem {
    let network = Network(
      layers: [
        Layer(serviceSeconds: [0], inputBytes: 0, exit: .none),
        Layer(serviceSeconds: seconds, inputBytes: 1, exit: .final(error: ClassVector(repeating: 0))),
      ], arcs: [seconds.indices.map { Network.Arc(tail: 0, head: $0, propagationSeconds: 0) }])
    return DecisionProblem(
      network: network, cost: CostModel(kappaSeconds: 0.5, linkModel: .queue),
      conditions: Conditions(
        arrivalRate: [Double(seconds.count)], classMix: [ClassVector(repeating: 0.125)],
        transmissionSeconds: seconds))
  }

  /// Numbers of all magnitudes that logs have.
  static func numbers(_ count: Int) -> [Double] {
    var bits: UInt64 = 1
    return (0..<count).map { _ in
      bits = bits &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Double(bits >> 12) / 1e15 * [1e-9, 1e-6, 1e-3, 1, 1e3, 1e6][Int(bits >> 8 & 0xFF) % 6]
    }
  }
}
