import FoundationEssentials

/// What a run's times depend on: the machine. Nothing else of a run may.
enum HostFacts {
  /// Rows of `timings.csv`; what the system does not tell is left out.
  static func rows(threads: Int) -> String {
    let facts: [(measure: String, value: String?, text: String?)] = [
      ("threads", "\(threads)", nil),
      ("processors", "\(ProcessInfo.processInfo.activeProcessorCount)", nil),
      ("memory_bytes", kibibytes("MemTotal", in: "/proc/meminfo").map { "\($0 * 1024)" }, nil),
      ("processor", nil, field("model name", in: "/proc/cpuinfo").map(quoted)),
      ("system", nil, quoted(ProcessInfo.processInfo.operatingSystemVersionString)),
    ]
    return facts.filter { $0.value != nil || $0.text != nil }
      .map { "\($0.measure),,,\($0.value ?? ""),\($0.text ?? "")\n" }.joined()
  }

  /// The first number of the line `name: …` of a file of Linux's, which counts in KiB.
  static func kibibytes(_ name: String, in path: String) -> Int? {
    field(name, in: path)?.split(separator: " ").first.flatMap { Int($0) }
  }

  private static func field(_ name: String, in path: String) -> String? {
    guard let data = FileManager.default.contents(atPath: path) else { return nil }
    let line = String(decoding: data, as: UTF8.self).split(separator: "\n").first { $0.hasPrefix(name) }
    return line?.split(separator: ":", maxSplits: 1).last.map { String($0.drop { $0 == " " || $0 == "\t" }) }
  }

  /// A field of CSV, RFC 4180.
  private static func quoted(_ text: String) -> String {
    "\"" + text.replacing("\"", with: "\"\"") + "\""
  }
}
