import EdgeModel
import TestSupport
import Testing

@testable import Replay

@Suite struct UtilisationRecordTests {
  @Test(arguments: [1, 2, 31, 32, 33, 64, 1000])
  func `every node is in one group, and no group is empty`(_ count: Int) {
    let values = (0..<count).map { Double(($0 * 7919) % 1009) }
    let groups = UtilisationRecord.groupMaxima(values[...])
    #expect(groups.count == min(32, count))
    #expect(groups.max() == values.max())
    // A node that stands out stands out in exactly one group.
    for node in 0..<count {
      var lone = [Double](repeating: 0, count: count)
      lone[node] = 1
      #expect(UtilisationRecord.groupMaxima(lone[...]).count { $0 == 1 } == 1)
    }
  }

  @Test func `a stage is told by its mean, its busiest node and its groups`() {
    let problem = SmallProblems.diamond()
    let stages = UtilisationRecord.json([0, 0.25, 0.7599994, 0.999], on: problem.network)
    let first = #"{"stage":1,"mean":0.505,"max":0.759999,"top":"1/1","nodes":2,"groups":[0.25,0.75]}"#
    let second = #"{"stage":2,"mean":0.999,"max":0.999,"top":"2/0","nodes":1,"groups":[0.99]}"#
    #expect(stages.text == "[\(first),\(second)]")
  }

  @Test func `the worst link is the slowest that carries a share worth naming`() {
    let problem = SmallProblems.diamond()
    var plan = OffloadingPlan.uniform(on: problem.network)
    func arc() -> String { WorstLink.json(plan, on: problem).text }
    #expect(arc() == #"{"arc":"0/0>1/1","share":0.5,"transmission_s":0.02}"#)
    plan.probability[0] = 0.995
    plan.probability[1] = 0.005
    #expect(arc() == #"{"arc":"0/0>1/0","share":0.995,"transmission_s":0.01}"#)
  }
}
