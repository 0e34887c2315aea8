/// Puts the arrivals of a window in order of (time, task).
///
/// One pass sees whether they already are, as when all links of a layer take equally long. If not, they are dealt
/// into about as many spans of time as there are arrivals, and insertion finishes the nearly sorted rest: O(*n*) when
/// times are spread. Spans that hold many, as when all times are whole seconds, are sorted by comparison before.
struct ArrivalOrder: Sendable, Codable {
  private var buffer = TaskList()
  /// By span: how many arrivals fall into it, then where the next of them goes.
  private var place: [Int32] = []

  /// From so many on, a span is sorted by comparison: insertion would take longer.
  private static let crowd = 32

  /// Sorts `list`, whose times lie in [start, end).
  mutating func sort(
    _ list: inout TaskList, from start: SimulationTime, to end: SimulationTime, _ tasks: TasksInFlight
  ) {
    guard list.count > 1, !Self.isOrdered(list, tasks) else { return }
    let crowded = deal(list, from: start, to: end)
    swap(&list, &buffer)
    if crowded { sortCrowds(&list, from: start, to: end, tasks) }
    Self.insert(&list, tasks)
  }

  /// Whether `left` comes before `right`.
  @inline(__always)
  private static func precedes(
    _ left: TaskAtNode, _ right: TaskAtNode, _ rows: Span<TaskInFlight>
  ) -> Bool {
    left.time == right.time
      ? rows[Int(left.row)].task < rows[Int(right.row)].task : left.time < right.time
  }

  private static func isOrdered(_ list: TaskList, _ tasks: TasksInFlight) -> Bool {
    let items = list.items.span, rows = tasks.rows.span
    for index in 1..<list.count where !precedes(items[index - 1], items[index], rows) { return false }
    return true
  }

  /// Deals `list` into spans of time, in order of the spans, and returns whether one of them is crowded.
  private mutating func deal(_ list: TaskList, from start: SimulationTime, to end: SimulationTime) -> Bool {
    let count = list.count, shift = Self.shift(count, (end - start).nanoseconds)
    let spans = Int(((end - start).nanoseconds - 1) &>> shift) + 1
    buffer.reserve(count)
    buffer.count = count
    if place.count < spans { place = [Int32](repeating: 0, count: 2 * spans) }
    return Self.deal(list.items, count, spans, shift, from: start, &place, to: &buffer.items) > Self.crowd
  }

  /// Deals the first `count` of `items` into `target` and returns how many the fullest span holds.
  private static func deal(
    _ items: [TaskAtNode], _ count: Int, _ spans: Int, _ shift: Int64, from start: SimulationTime,
    _ place: inout [Int32], to target: inout [TaskAtNode]
  ) -> Int {
    let items = items.span
    var place = place.mutableSpan, target = target.mutableSpan
    for span in 0..<spans { place[span] = 0 }
    for index in 0..<count { place[span(items[index].time, start, shift)] += 1 }
    var sum: Int32 = 0, most: Int32 = 0
    for span in 0..<spans {
      let size = place[span]
      place[span] = sum
      sum &+= size  // at most `count`
      most = max(most, size)
    }
    for index in 0..<count {
      let item = items[index], own = span(item.time, start, shift)
      let position = place[own]
      place[own] = position &+ 1  // at most `count`
      target[Int(position)] = item
    }
    return Int(most)
  }

  /// The logarithm of the length of a span, such that there are half to twice as many spans as arrivals.
  private static func shift(_ count: Int, _ length: Int64) -> Int64 {
    let bits = Int64.bitWidth - (length - 1).leadingZeroBitCount
    let wanted = Int.bitWidth - count.leadingZeroBitCount
    return Int64(max(0, bits - wanted))
  }

  @inline(__always)
  private static func span(_ time: SimulationTime, _ start: SimulationTime, _ shift: Int64) -> Int {
    Int(truncatingIfNeeded: (time.nanoseconds &- start.nanoseconds) &>> shift)
  }

  /// Sorts the spans that are crowded, by comparison.
  private func sortCrowds(
    _ list: inout TaskList, from start: SimulationTime, to end: SimulationTime, _ tasks: TasksInFlight
  ) {
    let shift = Self.shift(list.count, (end - start).nanoseconds)
    var low = 0
    while low < list.count {
      let span = Self.span(list.items[low].time, start, shift)
      var high = low + 1
      while high < list.count, Self.span(list.items[high].time, start, shift) == span { high += 1 }
      if high - low > Self.crowd {
        list.items[low..<high].sort { Self.precedes($0, $1, tasks.rows.span) }
      }
      low = high
    }
  }

  /// Sorts by insertion.
  private static func insert(_ list: inout TaskList, _ tasks: TasksInFlight) {
    let rows = tasks.rows.span, count = list.count
    var items = list.items.mutableSpan
    var before = items[0]
    for index in 1..<count {
      let item = items[index]
      if precedes(before, item, rows) {
        before = item
        continue
      }
      var hole = index
      while hole > 0, precedes(item, items[hole - 1], rows) {
        items[hole] = items[hole - 1]
        hole -= 1
      }
      items[hole] = item
      before = items[index]
    }
  }
}
