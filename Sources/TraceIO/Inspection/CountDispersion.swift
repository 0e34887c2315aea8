/// The index of dispersion of counts, variance over mean of the tasks in windows of so many steps, in one pass.
///
/// It is 1 for a Poisson process at any window, and grows with the window where arrivals come in bursts (Cox & Lewis, *The
/// Statistical Analysis of Series of Events*, 1966, section 4.6). Windows begin with the trace and follow each other; one
/// that the trace does not fill is left out. The variance is that of a sample (n − 1), from plain sums: they
/// lose digits only where it is much smaller than the squared mean, which counts of arrivals are far from.
struct CountDispersion: Sendable {
  /// The lengths of windows, in steps.
  static let windows = [1, 10, 60]

  /// The length of a window, in steps.
  let steps: Int
  /// Full windows.
  private(set) var count = 0
  private var sum = 0.0
  private var squares = 0.0
  private var filled = 0
  private var tasks = 0.0

  /// Windows of `steps` steps.
  init(steps: Int) { self.steps = steps }

  /// Variance over mean; nil with fewer than two windows, and without tasks.
  var value: Double? {
    guard count > 1, sum > 0 else { return nil }
    let mean = sum / Double(count)
    return max(0, squares - mean * sum) / Double(count - 1) / mean
  }

  /// Adds a step.
  mutating func add(_ tasks: Double) {
    self.tasks += tasks
    filled += 1
    if filled == steps { close() }
  }

  /// Adds `many` steps without tasks.
  mutating func addEmpty(_ many: Int) {
    let rest = min(many, (steps - filled) % steps)
    filled += rest
    if rest > 0, filled == steps { close() }
    count += (many - rest) / steps
    filled += (many - rest) % steps
  }

  private mutating func close() {
    count += 1
    sum += tasks
    squares += tasks * tasks
    (tasks, filled) = (0, 0)
  }
}
