/// Puts the arrivals of a slot in order of (time, source).
///
/// They are dealt into about as many spans of time as there are arrivals, and insertion finishes the nearly sorted rest:
/// O(*n*) when times are spread. Where many fall into one span, as when all times are whole seconds, they are sorted by
/// comparison.
struct ArrivalSorter {
  /// When a task arrives, in ns, and at which source.
  struct Arrival: Equatable {
    var time: Int64
    var source: Int32

    fileprivate static func precedes(_ left: Arrival, _ right: Arrival) -> Bool {
      left.time == right.time ? left.source < right.source : left.time < right.time
    }
  }

  /// By span: how many arrivals fall into it, then where the next of them goes.
  private var place: [Int32] = []
  private var dealt: [Arrival] = []

  /// From so many in a span on, insertion would take longer than comparison.
  private static let crowd = 32

  /// Sorts `arrivals`.
  mutating func sort(_ arrivals: inout [Arrival]) {
    guard arrivals.count > 1 else { return }
    var first = Int64.max, last = Int64.min
    for arrival in arrivals { (first, last) = (min(first, arrival.time), max(last, arrival.time)) }
    let shift = Self.shift(arrivals.count, last - first)
    guard count(arrivals, first, shift, spans: Int((last - first) >> shift) + 1) <= Self.crowd else {
      arrivals.sort(by: Arrival.precedes)
      return
    }
    let missing = arrivals.count - dealt.count
    if missing > 0 {
      dealt += [Arrival](repeating: arrivals[0], count: missing)
    } else {
      dealt.removeLast(-missing)
    }
    Self.deal(arrivals, first, shift, &place, to: &dealt)
    swap(&arrivals, &dealt)
    Self.insert(&arrivals)
  }

  /// The logarithm of the length of a span, such that there are at most about twice as many spans as arrivals.
  private static func shift(_ count: Int, _ length: Int64) -> Int64 {
    let bits = Int64.bitWidth - length.leadingZeroBitCount, wanted = Int.bitWidth - count.leadingZeroBitCount
    return Int64(max(0, bits - wanted))
  }

  /// Notes where each span begins, and returns how many the fullest one holds.
  private mutating func count(_ arrivals: [Arrival], _ first: Int64, _ shift: Int64, spans: Int) -> Int {
    place = [Int32](repeating: 0, count: spans)
    var place = place.mutableSpan
    for arrival in arrivals { place[Int((arrival.time - first) >> shift)] += 1 }
    var sum: Int32 = 0, most: Int32 = 0
    for span in 0..<spans {
      let size = place[span]
      place[span] = sum
      sum += size
      most = max(most, size)
    }
    return Int(most)
  }

  private static func deal(
    _ arrivals: [Arrival], _ first: Int64, _ shift: Int64, _ place: inout [Int32], to dealt: inout [Arrival]
  ) {
    var place = place.mutableSpan, dealt = dealt.mutableSpan
    for arrival in arrivals {
      let span = Int((arrival.time - first) >> shift)
      dealt[Int(place[span])] = arrival
      place[span] += 1
    }
  }

  private static func insert(_ arrivals: inout [Arrival]) {
    let count = arrivals.count
    var arrivals = arrivals.mutableSpan
    for index in 1..<count {
      let arrival = arrivals[index]
      var hole = index
      while hole > 0, Arrival.precedes(arrival, arrivals[hole - 1]) {
        arrivals[hole] = arrivals[hole - 1]
        hole -= 1
      }
      if hole != index { arrivals[hole] = arrival }
    }
  }
}
