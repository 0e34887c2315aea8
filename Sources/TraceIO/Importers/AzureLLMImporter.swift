internal import CounterRandom

/// Imports request times of the Azure LLM inference traces (Patel et al., ISCA 2024) as arrival events.
///
/// The data set names no cell, and its load is its own, so two seeded rules are needed:
/// - *Dealing*: copy *c* of request *r* goes to a source drawn uniformly from `0..<sources`.
/// - *Copies*: a request stands for *K* requests. It becomes ⌊*K*⌋ of them, and one more with the probability of
///   *K*'s fraction. Copy 0 comes at the request's own time, the others later by a uniform offset in
///   [0, spread). This keeps the shape of the load over times longer than the spread; the copies of one request
///   are not independent of each other over shorter times.
///
/// Times are exact to the nanosecond and count from the first request; the rows are ordered by time, then request,
/// then copy. Memory holds the copies of two spreads.
package struct AzureLLMImporter: TraceImporter {
  /// The name on the command line.
  package static let name = "azure-llm"
  /// What it reads and makes.
  package static let summary = "Azure LLM inference traces: request times, dealt to sources by a seeded hash"
  /// The options it understands.
  package static let options: Set<ImportOptions.Name> = [.sources, .copies, .spread, .seed]

  private let sources: Int
  private let copies: Double
  private let spreadNanoseconds: Int
  private let seed: UInt64
  private let dealing: CounterRandom
  private let copying: CounterRandom

  /// An importer that deals to 50 sources and does not copy, unless told otherwise.
  package init(options: ImportOptions) throws(InputError) {
    sources = options.sources ?? 50
    copies = options.copies ?? 1
    let spread = options.spreadSeconds ?? 60
    seed = options.seed ?? 1
    guard (1...Int(SeriesTable.largestNumber) + 1).contains(sources) else {
      throw InputError("--sources", found: "\(sources)", expected: "1 to \(SeriesTable.largestNumber + 1)")
    }
    guard copies > 0, copies <= 1e6 else {
      throw InputError("--copies", found: "\(copies)", expected: "a number above 0, up to 1000000")
    }
    guard spread >= 0, spread <= 1e6 else {
      throw InputError("--spread", found: "\(spread)", expected: "0 to 1000000 seconds")
    }
    spreadNanoseconds = Int((spread * 1e9).rounded())
    dealing = CounterRandom(seed: seed, stream: .sourceAssignment)
    copying = CounterRandom(seed: seed, stream: .requestCopies)
  }

  /// Reads the requests of all inputs, one after the other, and writes them as events.
  package func convert(_ inputs: TraceFiles, to output: String) throws(InputError) -> ImportReport {
    let note =
      "offramp trace import \(AzureLLMImporter.name): \(sources) sources, \(copies) copies of each request "
      + "spread over \(TraceTime.seconds(Int64(spreadNanoseconds))) s, seed \(seed)"
    var queue = EventQueue(try TraceWriter(path: output, kind: .arrivalEvents, note: note))
    let requests = try deal(inputs, into: &queue)
    let written = try queue.finish()
    guard written > 0 else {
      throw InputError(
        inputs.files[0].path, found: requests == 0 ? "no request" : "no request left by --copies \(copies)",
        expected: "at least one")
    }
    var report = ImportReport()
    (report.files, report.skippedFiles) = (inputs.files.count, inputs.skipped)
    (report.rowsIn, report.rowsOut) = (requests, written)
    report.series = "requests of \(counted(sources, "source"))"
    report.dropped = [
      .init(rule: "request thinned out", plural: "requests thinned out", count: queue.thinned)
    ]
    let added = written + queue.thinned - requests
    report.noted = [.init(rule: "added copy", plural: "added copies", count: added)]
    return report
  }

  /// Puts the requests of all inputs into the queue; returns how many there were.
  private func deal(_ inputs: TraceFiles, into queue: inout EventQueue) throws(InputError) -> Int {
    var clock = RequestClock()
    var requests = 0
    for file in inputs.files {
      var csv = try CSVReader(path: file.path)
      let column = try csv.columns(["TIMESTAMP"])[0]
      while try csv.nextRow() {
        try deal(request: requests, at: clock.advance(csv, column), into: &queue)
        requests += 1
      }
    }
    return requests
  }

  /// Puts all copies of a request into the queue.
  private func deal(request: Int, at time: Int64, into queue: inout EventQueue) throws(InputError) {
    let own = copying.member(UInt64(request))
    let whole = copies.rounded(.down)
    let count = Int(whole) + (own.uniform(0) < copies - whole ? 1 : 0)
    if count == 0 { queue.thinned += 1 }
    for copy in 0..<count {
      let isDelayed = copy > 0 && spreadNanoseconds > 0
      let delay = isDelayed ? own.integer(UInt64(copy), below: spreadNanoseconds) : 0
      let source = dealing.member(UInt64(request)).integer(UInt64(copy), below: sources)
      queue.pending.append(.init(time: time + Int64(delay), request: request, copy: copy, source: source))
    }
    try queue.emit(before: time, everyNanoseconds: Int64(spreadNanoseconds))
  }
}

/// The time since the first request, which never runs backwards.
private struct RequestClock {
  private var first: Int64?
  private var last: Int64 = 0

  mutating func advance(_ csv: borrowing CSVReader, _ column: Int) throws(InputError) -> Int64 {
    guard let absolute = CivilTime.nanoseconds(csv.text(column), as: "YYYY-MM-DD HH:MM:SS") else {
      throw csv.fault(column, expected: "a time like 2023-11-16 18:15:46.6805900")
    }
    let time = absolute - (first ?? absolute)
    guard time >= last else {
      throw csv.fault(
        column, expected: "a time not before the row above", advice: "Sort the rows by TIMESTAMP")
    }
    first = first ?? absolute
    last = time
    return time
  }
}

/// Events on their way into the file: those whose time has come are written in order.
private struct EventQueue: ~Copyable {
  struct Event {
    var time: Int64
    var request: Int
    var copy: Int
    var source: Int
  }

  var pending: [Event] = []
  var thinned = 0
  private var writer: TraceWriter
  private var written = 0
  private var lastEmission: Int64 = 0

  init(_ writer: consuming TraceWriter) { self.writer = writer }

  /// Once per interval: writes all events before `time`; none that comes later can be earlier.
  mutating func emit(before time: Int64, everyNanoseconds interval: Int64) throws(InputError) {
    guard time - lastEmission > interval else { return }
    lastEmission = time
    try emit { $0.time < time }
  }

  /// Writes what is left and completes the file; returns how many events it holds.
  mutating func finish() throws(InputError) -> Int {
    try emit { _ in true }
    if written > 0 { try writer.finish() }
    return written
  }

  private mutating func emit(_ isDue: (Event) -> Bool) throws(InputError) {
    pending.sort { ($0.time, $0.request, $0.copy) < ($1.time, $1.request, $1.copy) }
    let due = pending.prefix(while: isDue)
    for event in due { try writer.write(nanoseconds: event.time, series: event.source) }
    written += due.count
    pending.removeFirst(due.count)
  }
}
