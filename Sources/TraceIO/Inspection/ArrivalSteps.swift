/// The tasks of all sources together, step by step from the first row on: steps without a row have none.
struct ArrivalSteps: Sendable {
  /// Tasks per step.
  private(set) var histogram = ValueHistogram()
  /// The dispersion in windows of ``CountDispersion/windows`` steps.
  private(set) var dispersions = CountDispersion.windows.map(CountDispersion.init)
  /// Of the tasks per step, most of which may be 0.
  private(set) var autocorrelation = Autocorrelation(origin: 0)

  private var step: Int64 = 0
  private var tasks = 0.0
  /// Steps as ``autocorrelation`` numbers them, which are fewer where there were many empty ones.
  private var numbered: Int64 = 0

  /// Adds tasks at `step`, which is not before any other.
  mutating func add(_ tasks: Double, at step: Int64) {
    if step > self.step {
      close()
      addEmpty(Int(step - self.step - 1))
      self.step = step
    }
    self.tasks += tasks
  }

  /// Ends the last step.
  mutating func finish() { close() }

  private mutating func close() {
    histogram.add(tasks)
    for index in dispersions.indices { dispersions[index].add(tasks) }
    autocorrelation.add(tasks, at: numbered)
    numbered += 1
    tasks = 0
  }

  private mutating func addEmpty(_ many: Int) {
    if many == 0 { return }
    histogram.add(0, times: many)
    for index in dispersions.indices { dispersions[index].addEmpty(many) }
    for _ in 0..<min(many, Autocorrelation.kept) {
      autocorrelation.add(0, at: numbered)
      numbered += 1
    }
    if many > Autocorrelation.kept { autocorrelation.prolong(0, times: many - Autocorrelation.kept) }
  }
}
