internal import CounterRandom

/// How requests that name no cell become arrivals at sources, by two seeded rules:
/// - *Dealing*: copy *c* of request *r* goes to a source drawn uniformly from `0..<sources`.
/// - *Copies*: a request stands for *K* requests. It becomes ⌊*K*⌋ of them, and one more with the probability of
///   *K*'s fraction. Copy 0 comes at the request's own time, the others later by a uniform offset in
///   [0, spread). This keeps the shape of the load over times longer than the spread; the copies of one request
///   are not independent of each other over shorter times.
struct RequestDealing {
  /// The options that set it.
  static let options: Set<ImportOptions.Name> = [.sources, .copies, .spread, .seed]

  private let sources: Int
  private let copies: Double
  private let spreadNanoseconds: Int
  private let seed: UInt64
  private let dealing: CounterRandom
  private let copying: CounterRandom

  /// Deals to 50 sources and does not copy, unless told otherwise.
  init(options: ImportOptions) throws(InputError) {
    sources = try options.integer(.sources, or: 50, in: 1...Int(SeriesTable.largestNumber) + 1)
    copies = try options.number(
      .copies, or: 1, in: Double.leastNonzeroMagnitude...1e6, expected: "a number above 0, up to 1000000")
    let spread = try options.number(.spread, or: 60, in: 0...1e6, expected: "0 to 1000000 seconds")
    seed = try options.integer(.seed, or: 1, in: 0...UInt64.max)
    spreadNanoseconds = Int((spread * 1e9).rounded())
    dealing = CounterRandom(seed: seed, stream: .sourceAssignment)
    copying = CounterRandom(seed: seed, stream: .requestCopies)
  }

  /// The latest time of a request, in nanoseconds; its copies may come later by the spread.
  var latestNanoseconds: Int64 {
    TraceTime.latestNanoseconds - (copies > 1 ? Int64(spreadNanoseconds) : 0)
  }

  /// What was done, for the note in the trace.
  var note: String {
    "\(sources) sources, \(copies) copies of each request "
      + "spread over \(TraceTime.seconds(Int64(spreadNanoseconds))) s, seed \(seed)"
  }

  /// The sources in words.
  var sourcesInWords: String { counted(sources, "source") }

  /// What an error says when no request is left.
  func nothingLeft(of requests: Int) -> String {
    requests == 0 ? "no request" : "no request left by --copies \(copies)"
  }

  /// Adds all copies of a request.
  ///
  /// - Returns: How many copies there are.
  func deal(
    request: Int, at time: Int64, into sorter: inout TraceSorter
  ) throws(InputError) -> Int {
    let own = copying.member(UInt64(request))
    let whole = copies.rounded(.down)
    let count = Int(whole) + (own.uniform(0) < copies - whole ? 1 : 0)
    for copy in 0..<count {
      let isDelayed = copy > 0 && spreadNanoseconds > 0
      let delay = isDelayed ? own.integer(UInt64(copy), below: spreadNanoseconds) : 0
      let source = dealing.member(UInt64(request)).integer(UInt64(copy), below: sources)
      try sorter.add(nanoseconds: time + Int64(delay), series: source)
    }
    return count
  }
}

/// A trace of dealt requests in the making.
struct DealtRequests: ~Copyable {
  /// Requests so far.
  private(set) var requests = 0

  private let importer: String
  private let dealing: RequestDealing
  private var sorter: TraceSorter
  private var thinned = 0

  /// A trace at `output`, made by `importer`.
  init(_ importer: String, _ dealing: RequestDealing, output: String) {
    (self.importer, self.dealing) = (importer, dealing)
    sorter = TraceSorter(output: output)
  }

  /// Takes the next request.
  mutating func take(at time: Int64) throws(InputError) {
    if try dealing.deal(request: requests, at: time, into: &sorter) == 0 { thinned += 1 }
    requests += 1
  }

  /// Writes the trace, ordered by time, then source.
  ///
  /// - Parameters:
  ///   - inputs: What was read.
  ///   - noted: What the importer's own rules counted and kept.
  ///   - remark: What else the note in the trace says.
  consuming func finish(
    _ inputs: TraceFiles, noted: [ImportReport.Effect] = [], remark: String = ""
  ) throws(InputError) -> ImportReport {
    guard !sorter.isEmpty else {
      throw InputError(
        inputs.files[0].path, .line(1), found: dealing.nothingLeft(of: requests), expected: "at least one")
    }
    var report = ImportReport(inputs, rows: requests)
    report.series = "requests of " + dealing.sourcesInWords
    report.dropped = [
      .init(rule: "request thinned out", plural: "requests thinned out", count: thinned)
    ]
    let note = "offramp trace import \(importer): " + dealing.note + remark
    report.rowsOut = try sorter.write(kind: .arrivalEvents, note: note, keepingRepeats: true).rows
    let added = report.rowsOut + thinned - requests
    report.noted = noted + [.init(rule: "added copy", plural: "added copies", count: added)]
    return report
  }
}
