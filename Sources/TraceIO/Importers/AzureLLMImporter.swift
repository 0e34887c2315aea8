/// Imports request times of the Azure LLM inference traces (Patel et al., ISCA 2024) as arrival events.
///
/// The data set names no cell, and its load is its own: ``RequestDealing`` says how requests come to sources and
/// how they are multiplied. Times are exact to the nanosecond and count from the first request; the rows are
/// ordered by time, then source.
package struct AzureLLMImporter: TraceImporter {
  /// The name on the command line.
  package static let name = "azure-llm"
  /// What it reads and makes.
  package static let summary = "Azure LLM inference traces: request times, dealt to sources by a seeded hash"
  /// The options it understands.
  package static let options = RequestDealing.options

  private let dealing: RequestDealing

  /// An importer that deals to 50 sources and does not copy, unless told otherwise.
  package init(options: ImportOptions) throws(InputError) { dealing = try RequestDealing(options: options) }

  /// Reads the requests of all inputs, one after the other, and writes them as events.
  package func convert(_ inputs: TraceFiles, to output: String) throws(InputError) -> ImportReport {
    var clock = RequestClock(latest: dealing.latestNanoseconds)
    var trace = DealtRequests(AzureLLMImporter.name, dealing, output: output)
    for file in inputs.files {
      var csv = try CSVReader(path: file.path)
      let column = try csv.columns(["TIMESTAMP"])[0]
      while try csv.nextRow() { try trace.take(at: clock.advance(csv, column)) }
    }
    return try trace.finish(inputs)
  }
}

/// The time since the first request, which never runs backwards.
private struct RequestClock {
  private let latest: Int64
  private var first: Int64?
  private var last: Int64 = 0

  /// A clock whose time ends at `latest`, in nanoseconds.
  init(latest: Int64) { self.latest = latest }

  mutating func advance(_ csv: borrowing CSVReader, _ column: Int) throws(InputError) -> Int64 {
    guard let absolute = CivilTime.nanoseconds(csv.text(column), as: "YYYY-MM-DD HH:MM:SS") else {
      throw csv.fault(column, expected: "a time like 2023-11-16 18:15:46.6805900")
    }
    let time = absolute - (first ?? absolute)
    guard time >= last else {
      throw csv.fault(
        column, expected: "a time not before the row above", advice: "Sort the rows by TIMESTAMP")
    }
    guard time <= latest else {
      throw csv.fault(
        column, expected: "a time within \(TraceTime.seconds(latest)) s of the first",
        advice: "Split the file")
    }
    first = first ?? absolute
    last = time
    return time
  }
}
