internal import Glibc

/// The processors that this process may run on.
enum Processors {
  /// How many there are; fewer than the machine has when the process is pinned.
  static let count: Int = allowed() ?? max(Int(sysconf(Int32(_SC_NPROCESSORS_ONLN))), 1)

  /// The bits of the mask in the system's description of this process; nil where there is none.
  private static func allowed() -> Int? {
    guard let status = try? TextFile.read(path: "/proc/self/status") else { return nil }
    let name = "Cpus_allowed:"
    guard let line = status.split(separator: "\n").first(where: { $0.hasPrefix(name) }) else { return nil }
    let bits = line.dropFirst(name.count).reduce(0) { $0 + ($1.hexDigitValue?.nonzeroBitCount ?? 0) }
    return bits > 0 ? bits : nil
  }
}
