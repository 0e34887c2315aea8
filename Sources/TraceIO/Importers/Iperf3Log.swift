/// The intervals of one iperf3 client log, read forward.
struct Iperf3Log: ~Copyable {
  /// One interval's line.
  struct Sample {
    /// When it begins and ends, in nanoseconds since the beginning of the test.
    var start: Int64
    var end: Int64
    var bitsPerSecond: Double
  }

  /// Whether the server sends, so that the log shows the downlink; known when the first interval comes.
  private(set) var isReverse = false
  /// What the rules counted; complete once ``next()`` has returned nil.
  private(set) var counts = Iperf3Counts()

  private var reader: LineReader
  private var isSummary = false
  private var isDone = false
  private var hasEnd = false
  /// What is wrong with an interval's line, unless another interval follows: then it was cut, not faulty.
  private var cut: InputError?
  private var stream: Substring?
  private var firstLength: Int64?
  private var lastEnd: Int64 = 0

  /// Rates above this are no rates, in bit/s.
  private static let highestRate = 1e15
  /// The longest interval that iperf3 can be told to report over is an hour, in nanoseconds.
  private static let longestInterval: Int64 = 3600 * TraceTime.nanosecondsPerSecond

  init(path: String) throws(InputError) { reader = try LineReader(path: path) }

  /// The next interval, or nil after the last.
  ///
  /// - Throws: On an interval's line that makes no sense although others follow, and on several streams.
  mutating func next() throws(InputError) -> Sample? {
    while try reader.next() {
      if let sample = try sample() {
        if let cut { throw cut }
        counts.intervals += 1
        note(sample)
        return sample
      }
    }
    if cut != nil { counts.cutLines += 1 }
    if !isDone { counts.withoutDone += 1 }
    if !hasEnd { counts.withoutEnd += 1 }
    return nil
  }

  /// The interval on the current line; nil for lines of other kinds.
  private mutating func sample() throws(InputError) -> Sample? {
    let text = reader.text
    if text.hasPrefix("- - -") { isSummary = true }
    if text.hasPrefix("Reverse mode") { isReverse = true }
    if text.hasPrefix("iperf Done.") { isDone = true }
    if text.hasPrefix("End time:") { hasEnd = true }
    guard text.hasPrefix("["), let bracket = text.firstIndex(of: "]") else { return nil }
    let words = text[text.index(after: bracket)...].split(separator: " ")
    guard let span = words.first, span.first?.isNumber == true else { return nil }
    if isSummary {
      counts.summaries += 1
      return nil
    }
    guard let sample = Iperf3Log.sample(words) else {
      cut = cut ?? broken(text)
      return nil
    }
    try checkStream(text[..<bracket])
    return sample
  }

  /// `0.10-0.20 sec 2.13 MBytes 180 Mbits/sec`, and what follows.
  private static func sample(_ words: [Substring]) -> Sample? {
    guard words.count >= 6, words[1] == "sec", words[3].hasSuffix("Bytes") else { return nil }
    let bounds = words[0].split(separator: "-", omittingEmptySubsequences: false).map(nanoseconds)
    guard bounds.count == 2, let start = bounds[0], let end = bounds[1], start < end,
      end - start <= longestInterval, let unit = bitsPerSecond(words[5])
    else { return nil }
    let number = Array(words[4].utf8)
    guard let rate = DecimalNumber.double(number.span).map({ $0 * unit }), 0...highestRate ~= rate else {
      return nil
    }
    return Sample(start: start, end: end, bitsPerSecond: rate)
  }

  private static func nanoseconds(_ text: Substring) -> Int64? {
    let bytes = Array(text.utf8)
    guard let time = TraceTime.nanoseconds(bytes.span) else { return nil }
    return 0...TraceTime.latestNanoseconds ~= time ? time : nil
  }

  /// The factor of a unit; iperf3 counts bits in powers of 1000.
  private static func bitsPerSecond(_ unit: Substring) -> Double? {
    switch unit {
    case "bits/sec": 1
    case "Kbits/sec": 1e3
    case "Mbits/sec": 1e6
    case "Gbits/sec": 1e9
    case "Tbits/sec": 1e12
    default: nil
    }
  }

  private mutating func note(_ sample: Sample) {
    let length = sample.end - sample.start
    if length != firstLength ?? length { counts.irregular += 1 }
    firstLength = firstLength ?? length
    if sample.start > lastEnd { counts.gaps += 1 }
    lastEnd = max(lastEnd, sample.end)
  }

  private mutating func checkStream(_ mark: Substring) throws(InputError) {
    guard mark != stream ?? mark else {
      stream = stream ?? mark
      return
    }
    throw InputError(
      reader.path, .line(reader.line), found: "a second stream \(shown(String(mark)))]",
      expected: "one stream per log", advice: "Run iperf3 without -P, or keep its [SUM] lines only")
  }

  private func broken(_ text: String) -> InputError {
    InputError(
      reader.path, .line(reader.line), found: "'\(shown(text))'",
      expected: "an interval like [  5]   0.10-0.20   sec  2.13 MBytes   180 Mbits/sec")
  }
}
