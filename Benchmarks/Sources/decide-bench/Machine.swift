internal import FoundationEssentials
internal import Glibc

/// The machine as its system describes it.
enum Machine {
  /// The processor's name.
  static var processor: String { field("model name", of: "/proc/cpuinfo") ?? "unknown processor" }

  /// Processors online.
  static var processors: Int { max(Int(sysconf(Int32(_SC_NPROCESSORS_ONLN))), 1) }

  /// Processes that want to run, over the last minute.
  static var load: String { text("/proc/loadavg").split(separator: " ").first.map(String.init) ?? "?" }

  private static func field(_ name: String, of path: String) -> String? {
    let line = text(path).split(separator: "\n").first { $0.hasPrefix(name) }
    return line?.split(separator: ":", maxSplits: 1).last.map { $0.drop { $0 == " " || $0 == "\t" } }.map(
      String.init)
  }

  private static func text(_ path: String) -> String {
    guard let data = try? Data(contentsOf: URL(filePath: path)) else { return "" }
    return String(decoding: data, as: UTF8.self)
  }

  /// Bytes per second of a[i] = b[i] + s · c[i] over arrays that fit no cache, on `threads` threads at once: 24 bytes an
  /// element (STREAM counts so too; the line of `a` that is read before it is written is not counted).
  static func triadBytesPerSecond(threads: Int) async -> Double {
    await withTaskGroup(of: Double.self) { group in
      for _ in 0..<threads { group.addTask { triad() } }
      return await group.reduce(0, +)
    }
  }

  private static func triad() -> Double {
    let count = 1 << 23, passes = 12
    let first = [Double](repeating: 1, count: count), second = [Double](repeating: 2, count: count)
    var sum = [Double](repeating: 0, count: count)
    let took = ContinuousClock().measure {
      for pass in 0..<passes {
        let scale = Double(pass), first = first.span, second = second.span
        var sum = sum.mutableSpan
        for index in sum.indices { sum[index] = first[index] + scale * second[index] }
      }
    }
    precondition(sum[count / 2] == 1 + 2 * Double(passes - 1))
    let seconds = Double(took.components.seconds) + Double(took.components.attoseconds) / 1e18
    return Double(24 * count * passes) / seconds
  }
}
