import TraceIO
import CounterRandom

/// How sources of an arrival trace become devices.
package enum SourceBinding: String, Sendable, CaseIterable {
  /// Source n is device n.
  case identity
  /// Source n is device n modulo the number of devices.
  case roundRobin = "round-robin"
  /// Every source gets a device by a seeded hash.
  case hash

  /// The device of `source`.
  ///
  /// - Throws: `InputError` when the trace has more sources than there are devices, and each needs its own.
  func device(
    of source: Int, named name: String, among devices: Int, seed: UInt64, path: String
  ) throws(InputError) -> Int {
    switch self {
    case .identity:
      guard source < devices else {
        throw InputError(
          path, found: "source \(name), more sources than the \(devices) devices of the scenario",
          expected: "sources below \(devices)", advice: "Raise devices, or bind round-robin or hash")
      }
      return source
    case .roundRobin: return source % devices
    case .hash:
      return CounterRandom(seed: seed, stream: .traceBinding).integer(UInt64(source), below: devices)
    }
  }
}
