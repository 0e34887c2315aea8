internal import CounterRandom

/// Imports the request times of the Mooncake traces (Qin et al., FAST 2025) as arrival events.
///
/// One JSON object per line; only `timestamp` is read, milliseconds from the start. ``RequestDealing`` says how
/// requests come to sources and how they are multiplied. Rules:
/// - *Tied timestamp*: the stamps stand for batches about 3 s apart, so most requests share the stamp of the one
///   before. They are counted and kept as they are, unless ``ImportOptions/Name/jitter`` asks for
/// - *Delay*: each request comes later by a uniform offset in [0, jitter), seeded; the report and the note say so.
/// - A stamp before the one above is an error.
package struct MooncakeImporter: TraceImporter {
  /// The name on the command line.
  package static let name = "mooncake"
  /// What it reads and makes.
  package static let summary =
    "Mooncake request traces (.jsonl): request times, dealt to sources by a seeded hash"
  /// The options it understands.
  package static let options = RequestDealing.options.union([.jitter])
  /// JSON lines.
  package static let files = ImportFiles(noun: "JSON lines", suffix: ".jsonl")

  private let dealing: RequestDealing
  private let jitterNanoseconds: Int
  private let offsets: CounterRandom

  /// An importer that keeps the batches as they are, unless told otherwise.
  package init(options: ImportOptions) throws(InputError) {
    dealing = try RequestDealing(options: options)
    let jitter = try options.number(.jitter, or: 0, in: 0...3600, expected: "0 to 3600 seconds")
    jitterNanoseconds = Int((jitter * 1e9).rounded())
    let seed = try options.integer(.seed, or: 1, in: 0...UInt64.max)
    // A stream of its own: no offset may repeat a number that a copy is drawn with.
    offsets = CounterRandom(seed: seed, stream: .arrivalTimes)
  }

  /// Reads the requests of all inputs, one after the other, and writes them as events.
  package func convert(_ inputs: TraceFiles, to output: String) throws(InputError) -> ImportReport {
    var trace = DealtRequests(MooncakeImporter.name, dealing, output: output)
    var (ties, last) = (0, nil as Int64?)
    for file in inputs.files {
      var reader = try LineReader(path: file.path)
      while try reader.next() {
        let time = try time(reader)
        if let last, time < last {
          throw reader.fault(
            reader.bytes[...], expected: "a timestamp not before the line above",
            advice: "Sort the lines by timestamp")
        }
        if time == last { ties += 1 }
        last = time
        try trace.take(at: time + offset(trace.requests))
      }
    }
    let isDelayed = jitterNanoseconds > 0
    let seconds = TraceTime.seconds(Int64(jitterNanoseconds))
    let delayed = isDelayed ? trace.requests : 0
    return try trace.finish(
      inputs,
      noted: [
        .init(rule: "tied timestamp", count: ties),
        .init(
          rule: "request delayed by up to \(seconds) s", plural: "requests delayed by up to \(seconds) s",
          count: delayed),
      ],
      remark: isDelayed ? ", each delayed by up to \(seconds) s" : "")
  }

  private func offset(_ request: Int) -> Int64 {
    jitterNanoseconds == 0 ? 0 : Int64(offsets.integer(UInt64(request), below: jitterNanoseconds))
  }

  /// The current line's time in nanoseconds.
  private func time(_ reader: borrowing LineReader) throws(InputError) -> Int64 {
    guard let field = JSONLine.scalar("timestamp", in: reader.bytes) else {
      throw reader.fault(reader.bytes[...], expected: #"an object like {"timestamp": 27482, …}"#)
    }
    let text = Array(field)
    let latest = dealing.latestNanoseconds - Int64(jitterNanoseconds)
    guard let time = TraceTime.nanoseconds(text.span, powerOfTen: -3), 0...latest ~= time else {
      throw reader.fault(
        field, expected: "a timestamp in milliseconds from the start, up to \(latest / 1_000_000)")
    }
    return time
  }
}
