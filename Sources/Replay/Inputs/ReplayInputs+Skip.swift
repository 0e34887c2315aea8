import Simulation
package import TraceIO

extension ReplayInputs {
  /// Passes over `count` slots.
  package mutating func skip(_ count: Int) throws(InputError) {
    for _ in 0..<count { _ = try nextSlot() }
  }
}

extension ReplayInputs.Slot {
  /// The slot as if it were slot 0 that was slot `first`: the same tasks and rates, at times that begin there.
  package func counted(from first: Int) -> ReplayInputs.Slot {
    let length = window.end - window.start
    let shift = SimulationTime(nanoseconds: Int64(first) * length.nanoseconds)
    let moved = RateWindow(
      start: window.start - shift, end: window.end - shift, first: window.first,
      time: window.time.map { $0 - shift }, bitsPerSecond: window.bitsPerSecond)
    let tasks = arrivals.map { arrival in
      TaskArrival(
        task: arrival.task, device: arrival.device, time: arrival.time - shift, sample: arrival.sample)
    }
    return ReplayInputs.Slot(
      index: index - first, window: moved, speeds: speeds?.counted(from: shift), arrivals: tasks,
      countedMix: countedMix, forecast: forecast, truth: truth)
  }
}
