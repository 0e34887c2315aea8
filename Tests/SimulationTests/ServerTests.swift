import EdgeModel
import Simulation
import Testing

@Suite struct ServerTests {
  @Test func `tasks are served one after the other`() {
    let chain = Chain(serviceMilliseconds: [700], inputBytes: 12_500)
    let journal = chain.run(.delay, [arrival(0, at: .zero), arrival(1, at: milliseconds(200))])
    // Each takes 100 ms on the link.
    #expect(journal.hops.map(\.arrived) == [milliseconds(100), milliseconds(300)])
    #expect(journal.hops.map(\.started) == [milliseconds(100), milliseconds(800)])
    #expect(journal.hops.map(\.finished) == [milliseconds(800), milliseconds(1500)])
  }

  @Test func `simultaneous arrivals are served in order of task number`() {
    let chain = Chain(serviceMilliseconds: [10], devices: 3)
    let arrivals = [
      arrival(0, at: .zero, device: 2), arrival(1, at: .zero, device: 1), arrival(2, at: .zero, device: 0),
    ]
    let journal = chain.run(.queue, arrivals)
    #expect(journal.visits.map(\.task) == [0, 1, 2])
    #expect(journal.visits.map(\.device) == [2, 1, 0])
    #expect(journal.visits.map(\.finished) == [1010, 1020, 1030].map { milliseconds($0) })
  }

  @Test func `a later task with a smaller number waits when it arrives later`() {
    let chain = Chain(serviceMilliseconds: [10], devices: 2)
    let journal = chain.run(
      .queue, [arrival(9, at: .zero, device: 0), arrival(3, at: milliseconds(1), device: 1)])
    #expect(journal.visits.map(\.task) == [9, 3])
  }

  @Test func `a device with a service time is a FIFO server and a visit of stage 0`() {
    let chain = Chain(serviceMilliseconds: [1], deviceMilliseconds: 50)
    let journal = chain.run(.delay, [arrival(0, at: .zero), arrival(1, at: milliseconds(20))])
    let atDevice = journal.hops(of: 1)[0], atServer = journal.hops(of: 1)[1]
    #expect(
      atDevice
        == Visit(
          task: 1, device: 0, sample: 0, stage: 0, node: 0, sent: milliseconds(20), arrived: milliseconds(20),
          started: milliseconds(50), finished: milliseconds(100)))
    #expect(atServer.sent == milliseconds(100))
    #expect(atServer.stage == 1)
  }

  @Test func `a device that only sends makes no visit`() {
    let journal = Chain(serviceMilliseconds: [1, 1]).run(.delay, [arrival(0, at: .zero)])
    #expect(journal.visits.map(\.stage) == [1, 2])
    #expect(journal.visits[0].sent == .zero)
    #expect(journal.visits[1].sent == journal.visits[0].finished)
  }

  @Test func `the delay of a task is the sum of its parts`() {
    let chain = Chain(
      serviceMilliseconds: [20, 30], deviceMilliseconds: 10, inputBytes: 12_500, propagationMilliseconds: 5)
    let journal = chain.run(.queue, [arrival(0, at: milliseconds(3))])
    // 10 at the device, twice 100 to transmit and 5 to propagate, 20 and 30 at the servers.
    #expect(journal.tasks.map(\.delay) == [milliseconds(270)])
    #expect(journal.tasks[0].arrived == milliseconds(3))
  }

  @Test func `service times are rounded to whole nanoseconds`() {
    let chain = Chain(serviceMilliseconds: [1.000_000_4])
    let visit = chain.run(.delay, [arrival(0, at: .zero)]).visits[0]
    #expect(visit.finished == visit.started.map { $0 + milliseconds(1) })
  }

  @Test func `a server keeps its queue over the end of a window`() {
    let chain = Chain(serviceMilliseconds: [900], inputBytes: 0)
    var world = chain.world(), journal = Journal()
    for slot in 0..<4 {
      let window = RateWindow(
        start: seconds(Int64(slot)), end: seconds(Int64(slot) + 1), bitsPerSecond: [1e6])
      world.advance(
        through: window, arrivals: slot == 0 ? (0..<3).map { arrival($0, at: milliseconds(500)) } : [],
        plan: chain.plan(), observer: &journal)
    }
    #expect(journal.visits.map(\.finished) == [1400, 2300, 3200].map { milliseconds($0) })
    #expect(world.inFlightCount == 0)
  }
}
