internal import Glibc

/// What a part of the program has cost.
struct Cost {
  private var begun = (cpu: 0.0, wall: ContinuousClock().now)
  /// Processor time in s, which other programs on the machine change less than wall time.
  private(set) var cpuSeconds = 0.0
  private(set) var wallSeconds = 0.0

  mutating func start() { begun = (Self.cpu, ContinuousClock().now) }

  mutating func stop() {
    cpuSeconds += Self.cpu - begun.cpu
    wallSeconds += begun.wall.duration(to: ContinuousClock().now) / .seconds(1)
  }

  /// Processor time of this thread in s.
  private static var cpu: Double {
    var time = timespec()
    // Safe: the call writes one timespec, to one.
    unsafe clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }
}

/// The most memory that this process has had in use.
enum PeakMemory {
  /// In KiB, since the program began.
  static var kibibytes: Int {
    var usage = rusage()
    // Safe: the call writes one rusage, to one.
    unsafe getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
    return usage.ru_maxrss
  }
}
