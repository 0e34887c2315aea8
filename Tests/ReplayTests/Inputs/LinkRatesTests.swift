import EdgeModel
import Foundation
import Simulation
import Testing
import TestSupport
import TraceIO

@testable import Replay

@Suite struct LinkRatesTests {
  /// A network of `arcs` servers behind one device, bound to `trace`.
  private func rates(
    _ trace: String, arcs: Int, bind: String = "identity", scale: Double = 1, seed: UInt64 = 1
  ) throws -> LinkRates {
    try TemporaryDirectory.run { directory in
      var scenario = try ScenarioReader.read(
        try directory.write(ScenarioReaderTests.least, to: "s.yaml"))
      scenario.devices = 1
      scenario.seed = seed
      scenario.stages = [scenario.stages[0]]
      scenario.stages[0].servers[0].count = arcs
      scenario.stages[0].bandwidth = .trace(
        file: try directory.write(trace, to: "l.csv"), binding: try #require(ArcBinding.Rule(rawValue: bind)),
        scale: scale)
      let profile = ExitProfile(stages: [
        .init(confidence: nil, isCorrect: [Bool](repeating: true, count: 8))
      ])
      return try LinkRates(scenario, network: try ScenarioNetwork.make(scenario, profile: profile))
    }
  }

  private func seconds(_ seconds: Double) -> SimulationTime { SimulationTime(seconds: seconds) }

  /// The rate of `arc` at `time`, read off a window that holds it.
  private func rate(_ window: RateWindow, _ arc: Int, at time: SimulationTime) -> Double {
    let pieces = window.first[arc]..<window.first[arc + 1]
    return window.bitsPerSecond[pieces.last { window.time[$0] <= time } ?? pieces.lowerBound]
  }

  private static let trace = """
    time_s,link,bits_per_s
    0,0,1000
    0,1,7000
    2,0,0
    2.5,1,8000
    5,0,3000

    """

  @Test func `an arc follows its link and the last rate holds on`() throws {
    let window = try rates(Self.trace, arcs: 2).windowAnew(from: .zero, to: seconds(10))
    #expect(window.first == [0, 3, 5])
    #expect(window.time.map(\.seconds) == [0, 2, 5, 0, 2.5])
    #expect(window.bitsPerSecond == [1000, 0, 3000, 7000, 8000], "0 is an outage, and stays 0")
    let late = try rates(Self.trace, arcs: 2).windowAnew(from: seconds(100), to: seconds(105))
    #expect(late.bitsPerSecond == [3000, 8000])
  }

  @Test func `a window begins with the rate in force`() throws {
    let rates = try rates(Self.trace, arcs: 2)
    let window = rates.windowAnew(from: seconds(2.5), to: seconds(5))
    #expect(window.time.map(\.seconds) == [2.5, 2.5], "a change at the very end belongs to the next window")
    #expect(window.bitsPerSecond == [0, 8000])
    #expect(rates.windowAnew(from: seconds(5), to: seconds(6)).bitsPerSecond == [3000, 8000])
  }

  @Test func `before its first row a link has its first rate`() throws {
    let window = try rates("time_s,link,bits_per_s\n3,0,500\n4,0,600\n", arcs: 1)
      .windowAnew(from: .zero, to: seconds(5))
    #expect(window.time.map(\.seconds).first == 0)
    #expect(window.bitsPerSecond.first == 500 && window.bitsPerSecond.last == 600)
    #expect(rate(window, 0, at: seconds(3.5)) == 500)
  }

  @Test func `scale multiplies every rate`() throws {
    let window = try rates(Self.trace, arcs: 2, scale: 2.5).windowAnew(from: .zero, to: seconds(10))
    #expect(window.bitsPerSecond == [2500, 0, 7500, 17500, 20000])
  }

  @Test func `a constant rate is one piece`() throws {
    try TemporaryDirectory.run { directory in
      var scenario = try ScenarioReader.read(
        try directory.write(ScenarioReaderTests.least, to: "s.yaml"))
      scenario.stages = [scenario.stages[0]]
      let profile = ExitProfile(stages: [
        .init(confidence: nil, isCorrect: [Bool](repeating: true, count: 8))
      ])
      let rates = try LinkRates(scenario, network: try ScenarioNetwork.make(scenario, profile: profile))
      #expect(
        rates.windowAnew(from: seconds(3), to: seconds(4))
          == RateWindow(start: seconds(3), end: seconds(4), bitsPerSecond: [1e6, 1e6, 1e6, 1e6]))
    }
  }

  @Test func `identity needs a link per arc`() throws {
    try TemporaryDirectory.run { directory in
      #expect(
        directory.message { _ = try rates(Self.trace, arcs: 3) }.hasSuffix(
          "l.csv: found 2 links, fewer than the arcs into stage 1; expected one per arc. "
            + "Bind round-robin or hash."))
    }
  }

  @Test func `identity keeps to the numbers of links where a trace skips some`() throws {
    let holed = "time_s,link,bits_per_s\n0,0,1000\n0,1,2000\n0,3,4000\n"
    try TemporaryDirectory.run { directory in
      #expect(
        directory.message { _ = try rates(holed, arcs: 4) }.hasSuffix(
          "l.csv: found no row of link 2, which arc 2 into stage 1 follows; expected rows of every link up to the "
            + "number of arcs. Bind round-robin or hash."))
      #expect(
        directory.message { _ = try rates(holed, arcs: 5) }.hasSuffix(
          "l.csv: found no row of link 2, which arc 2 into stage 1 follows; expected rows of every link up to the "
            + "number of arcs. Bind round-robin or hash."))
    }
    #expect(try rates(holed, arcs: 2).windowAnew(from: .zero, to: seconds(1)).bitsPerSecond == [1000, 2000])
    #expect(
      try rates(holed, arcs: 4, bind: "round-robin").windowAnew(from: .zero, to: seconds(1)).bitsPerSecond
        == [1000, 2000, 4000, 1000])
  }

  @Test func `round-robin wraps arcs around the links and loops`() throws {
    let window = try rates(Self.trace, arcs: 5, bind: "round-robin").windowAnew(from: .zero, to: seconds(1))
    #expect(window.bitsPerSecond == [1000, 7000, 1000, 7000, 1000])
    // Link 0: rows at 0, 2 and 5 s; steps of 2 and 3 s, so the last rate holds 3 s and the trace starts again at 8 s.
    let later = try rates(Self.trace, arcs: 1, bind: "round-robin").windowAnew(
      from: seconds(7), to: seconds(14))
    #expect(later.time.map(\.seconds) == [7, 8, 10, 13])
    #expect(later.bitsPerSecond == [3000, 1000, 0, 3000])
  }

  @Test func `a link of one row is the same for ever`() throws {
    let rates = try rates("time_s,link,bits_per_s\n3,0,500\n", arcs: 2, bind: "hash")
    #expect(
      Set(rates.windowAnew(from: seconds(7.25), to: seconds(20)).bitsPerSecond) == [500])
  }

  @Test func `hash spreads arcs over links and offsets by the seed`() throws {
    let links = try TemporaryDirectory.run { directory in
      try LinkTrace.load(path: try directory.write(Self.randomTrace(seed: 3, links: 5), to: "l.csv"))
    }
    func bindings(_ seed: UInt64) throws -> [ArcBinding] {
      try (0..<60).map {
        try ArcBinding(
          .hash, .arc($0, into: 1), pool: links, periods: links.map { $0.period }, seed: seed, path: "l.csv")
      }
    }
    let first = try bindings(1)
    #expect(try bindings(1) == first)
    #expect(try bindings(2) != first)
    #expect(Set(first.map(\.link)) == [0, 1, 2, 3, 4])
    #expect(Set(first.map(\.offset)).count > 50)
    #expect(first.allSatisfy { $0.loops && (0..<links[$0.link].period).contains($0.offset) })
  }

  /// A trace of irregular steps, some of its rates 0.
  private static func randomTrace(seed: UInt64, links: Int) -> String {
    var rows: [(time: Int, text: String)] = []
    for link in 0..<links {
      var time = Int(seed) + link, state = seed &* 977 &+ UInt64(link)
      for _ in 0..<12 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        let rate = (state >> 33) % 5 * 1000 + UInt64(link)
        rows.append((time, "\(time),\(link),\(rate)\n"))
        time += 1 + Int((state >> 40) % 4)
      }
    }
    return "time_s,link,bits_per_s\n" + rows.sorted { $0.time < $1.time }.map(\.text).joined()
  }

  /// The rate at `time` by scanning a looped trace from its beginning.
  private func scanned(_ link: LinkTrace, _ binding: ArcBinding, at time: Int64) -> Double {
    let steps = zip(link.timeNanoseconds.dropFirst(), link.timeNanoseconds).map(-).sorted()
    let first = link.timeNanoseconds[0]
    let length = link.timeNanoseconds[link.timeNanoseconds.count - 1] - first + steps[steps.count / 2]
    var position = time + binding.offset
    while position >= length { position -= length }
    var rate = link.bitsPerSecond[0]
    for (row, begin) in link.timeNanoseconds.enumerated() where begin - first <= position {
      rate = link.bitsPerSecond[row]
    }
    return rate
  }

  @Test(arguments: UInt64(1)..<9)
  func `looped rates with offsets agree with a scan, and windows join`(seed: UInt64) throws {
    let text = Self.randomTrace(seed: seed, links: 3), arcs = 7
    let links = try TemporaryDirectory.run { directory in
      try LinkTrace.load(path: try directory.write(text, to: "l.csv"))
    }
    var rates = try rates(text, arcs: arcs, bind: "hash", seed: seed)
    let whole = rates.window(from: .zero, to: seconds(90))
    let parts = (0..<30).map { rates.window(from: seconds(3 * Double($0)), to: seconds(3 * Double($0) + 3)) }
    for part in parts {
      #expect(part == rates.windowAnew(from: part.start, to: part.end), "a jump is the same")
    }
    for arc in 0..<arcs {
      let binding = try ArcBinding(
        .hash, .arc(arc, into: 1), pool: links, periods: links.map { $0.period }, seed: seed, path: "")
      for step in 0..<900 {
        let time = seconds(Double(step) / 10 + 0.05)
        let expected = scanned(links[binding.link], binding, at: time.nanoseconds)
        #expect(rate(whole, arc, at: time) == expected, "seed \(seed), arc \(arc), \(time.seconds) s")
        #expect(rate(parts[step / 30], arc, at: time) == expected, "seed \(seed), arc \(arc), part")
      }
    }
  }
}

extension LinkRates {
  /// The window of rates that are asked for the first time.
  fileprivate func windowAnew(from start: SimulationTime, to end: SimulationTime) -> RateWindow {
    var rates = self
    return rates.window(from: start, to: end)
  }
}
