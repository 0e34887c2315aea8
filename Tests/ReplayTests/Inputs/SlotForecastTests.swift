import CounterRandom
import EdgeModel
import Simulation
import Testing
import TestSupport

@testable import Replay

@Suite struct SlotForecastTests {
  /// One device with two servers behind it, slots of 2 s, a planning figure of 6 tasks per second.
  private func forecast(devices: Int = 1, _ rule: Scenario.Forecast = .init()) throws -> SlotForecast {
    try TemporaryDirectory.run { directory in
      var scenario = try ScenarioReader.read(
        try directory.write(ScenarioReaderTests.least, to: "s.yaml"))
      scenario.devices = devices
      scenario.slotSeconds = 2
      scenario.forecast = rule
      scenario.arrivals.nominalPerSecond = 6
      scenario.stages = [scenario.stages[0]]
      let profile = ExitProfile(stages: [
        .init(confidence: nil, isCorrect: [Bool](repeating: true, count: 8))
      ])
      return SlotForecast(
        scenario, network: try ScenarioNetwork.make(scenario, profile: profile), profile: profile)
    }
  }

  /// The slot [start, start + 2 s) in which both arcs change their rates after a second.
  private func window(_ start: Double, _ rates: (Double, Double), later: (Double, Double)) -> RateWindow {
    let times = [start, start + 1, start, start + 1].map { SimulationTime(seconds: $0) }
    return RateWindow(
      start: times[0], end: SimulationTime(seconds: start + 2), first: [0, 2, 4], time: times,
      bitsPerSecond: [rates.0, later.0, rates.1, later.1])
  }

  private func arrivals(_ devices: [Int]) -> [TaskArrival] {
    devices.enumerated().map {
      TaskArrival(task: $0.offset, device: $0.element, time: .zero, sample: 0)
    }
  }

  @Test func `before the first slot the planning figure stands in`() throws {
    let forecast = try forecast(devices: 3)
    let opening = RateWindow(
      start: .zero, end: SimulationTime(seconds: 2), bitsPerSecond: [Double](repeating: 8000, count: 6))
    let conditions = forecast.conditions(opening: opening)
    #expect(conditions.arrivalRate == [2, 2, 2])
    #expect(conditions.classMix == [ClassVector](repeating: ClassVector(repeating: 0.125), count: 3))
    #expect(conditions.transmissionSeconds == [Double](repeating: 1, count: 6), "1000 bytes at 8 kbit/s")
  }

  @Test func `speeds and counted mixes are those of the slot before`() throws {
    var forecast = try forecast()
    let start = SimulationTime.zero, middle = SimulationTime(seconds: 1), end = SimulationTime(seconds: 2)
    let nodes = forecast.conditions(opening: window(0, (8000, 8000), later: (1, 1))).speed
    #expect(nodes == nil, "no speed ever changes")
    // The first node's speed changes from 0.5 to 0 inside the slot.
    let speeds = SpeedWindow(
      start: start, end: end, first: [0, 2, 2, 2], time: [start, middle], factor: [0.5, 0])
    let opening = window(0, (8000, 8000), later: (1, 1))
    #expect(forecast.conditions(opening: opening, speeds).speed == [0.5, 1, 1])
    forecast.learn([], opening, speeds, classMix: [ClassVector(0, 0, 0, 0, 0, 0, 0, 1)])
    let conditions = forecast.conditions(opening: opening, nil)
    #expect(conditions.speed == [0, 1, 1])
    #expect(conditions.classMix == [ClassVector(0, 0, 0, 0, 0, 0, 0, 1)])
  }

  @Test func `before the first slot rates are those at its first instant`() throws {
    let forecast = try forecast()
    let conditions = forecast.conditions(opening: window(0, (8000, 16000), later: (1, 2)))
    #expect(conditions.transmissionSeconds == [1, 0.5])
  }

  @Test func `afterwards it is what the slot before showed at its end`() throws {
    var forecast = try forecast(devices: 1)
    let first = window(0, (8000, 16000), later: (4000, 32000))
    _ = forecast.conditions(opening: first)
    forecast.learn(arrivals([0, 0, 0]), first)
    let conditions = forecast.conditions(opening: window(2, (1, 1), later: (1, 1)))
    #expect(conditions.arrivalRate == [1.5], "3 tasks in 2 s")
    #expect(conditions.transmissionSeconds == [2, 0.25], "the last rates of the slot before")
  }

  @Test func `tasks count for the device they entered at, and silence counts too`() throws {
    var forecast = try forecast(devices: 3)
    let window = RateWindow(
      start: .zero, end: SimulationTime(seconds: 2), bitsPerSecond: [Double](repeating: 8000, count: 6))
    forecast.learn(arrivals([2, 0, 2, 2]), window)
    #expect(forecast.conditions(opening: window).arrivalRate == [0.5, 0, 1.5])
    forecast.learn([], window)
    #expect(forecast.conditions(opening: window).arrivalRate == [0, 0, 0])
  }

  @Test func `an outage is priced and not infinite`() throws {
    var forecast = try forecast()
    let window = window(0, (0, 8000), later: (0, 0))
    #expect(forecast.conditions(opening: window).transmissionSeconds == [Conditions.outageSeconds, 1])
    forecast.learn([], window)
    #expect(
      forecast.conditions(opening: window).transmissionSeconds
        == [Conditions.outageSeconds, Conditions.outageSeconds])
  }

  @Test func `an exponentially weighted mean forgets as fast as its weight says`() throws {
    var forecast = try forecast(.init(meanWeight: 0.25))
    // Means of the two arcs over each slot: 6000 and 24000, then 2000 and 8000 bit/s.
    let first = window(0, (8000, 16000), later: (4000, 32000)),
      second = window(2, (4000, 8000), later: (0, 8000))
    forecast.learn(arrivals([0, 0, 0, 0]), first)
    #expect(forecast.conditions(opening: first).arrivalRate == [2], "the first count is no mean with a plan")
    #expect(forecast.conditions(opening: first).transmissionSeconds == [8000 / 6000, 8000 / 24000])
    forecast.learn([], second)
    let conditions = forecast.conditions(opening: second)
    #expect(conditions.arrivalRate == [1.5], "2 + (0 − 2) / 4")
    #expect(
      conditions.transmissionSeconds == [8000 / 5000, 8000 / 20000], "6000 − 4000/4 and 24000 − 16000/4")
  }

  @Test func `a cautious forecast trusts a link with what it has at the end, at most its low quantile`()
    throws
  {
    var forecast = try forecast(.init(linkQuantile: .init(share: 0.5, slots: 3)))
    func learn(_ start: Double, _ mean: Double, last: Double) -> Double {
      let window = window(start, (2 * mean - last, 8000), later: (last, 8000))
      forecast.learn([], window)
      return 8000 / forecast.conditions(opening: window).transmissionSeconds[0]
    }
    #expect(learn(0, 4000, last: 5000) == 4000, "the only slot's mean")
    #expect(learn(2, 8000, last: 1000) == 1000, "in force now, and less")
    #expect(learn(4, 6000, last: 9000) == 6000, "the median of 4000, 8000, 6000")
    #expect(learn(6, 2000, last: 3200) == 3200, "of 8000, 6000, 2000 it is 6000, more than there is now")
    #expect(learn(8, 3000, last: 5000) == 3000, "of 6000, 2000, 3000")
  }

  @Test(arguments: 1...20) func `quantiles are those of sorting the last slots anew`(seed: UInt64) {
    let random = CounterRandom(seed: seed, stream: .synthesis)
    let limit = 1 + Int(seed % 7), share = random.uniform(1_000_000)
    var history = RateHistory(share: share, slots: limit), all: [[Double]] = []
    for slot in 0..<30 {
      // Few different rates, so that there are ties.
      all.append((0..<5).map { Double(random.integer(UInt64(5 * slot + $0), below: 6)) })
      history.append(all[slot])
      let kept = all.suffix(limit), rank = max(0, Int((share * Double(kept.count)).rounded(.up)) - 1)
      #expect(
        history.quantiles(below: [Double](repeating: .infinity, count: 5))
          == (0..<5).map { arc in kept.map { $0[arc] }.sorted()[rank] })
    }
  }
}
