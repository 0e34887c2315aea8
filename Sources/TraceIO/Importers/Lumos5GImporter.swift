/// Imports Lumos5G throughput traces as prepared for SIGCOMM 2021 (Narayanan et al., IMC 2020): a time and a rate
/// per line, tab-separated, no header; one bandwidth link per file, numbered in the order of the files.
///
/// Times are seconds from 1.0 and move to 0; rates are Mbit/s, and 0 is an outage that is kept. A step of more
/// than 1 s counts as a gap.
package struct Lumos5GImporter: TraceImporter {
  /// The name on the command line.
  package static let name = "lumos5g"
  /// What it reads and makes.
  package static let summary = "Lumos5G mmWave throughput traces (5g_trace_…): one bandwidth link per file"
  /// The options it understands.
  package static let options: Set<ImportOptions.Name> = []
  /// Files without a suffix.
  package static let files = ImportFiles(noun: "5g_trace file", prefix: "5g_trace_")

  /// An importer; it has no options.
  package init(options: ImportOptions) throws(InputError) {}

  /// Reads the files one after the other and writes them merged by time.
  package func convert(_ inputs: TraceFiles, to output: String) throws(InputError) -> ImportReport {
    var trace = LinkTraceWriter(Lumos5GImporter.name, output: output)
    var rows = 0
    for file in inputs.files {
      var reader = try LineReader(path: file.path)
      var link = LinkFeed(file.name, longestStep: TraceTime.nanosecondsPerSecond)
      while try reader.next() {
        let fields = reader.fields(separatedBy: "\t")
        guard fields.count == 2 else {
          throw reader.fault(reader.bytes[...], expected: "a time, a tab and a rate")
        }
        let time = try reader.seconds(fields[0], expected: "a time in seconds")
        let rate = try reader.amount(fields[1], times: 1e6, expected: "a rate in Mbit/s")
        try link.take(nanoseconds: time, bitsPerSecond: rate, into: &trace)
        rows += 1
      }
      try trace.close(link)
    }
    return try trace.finish(inputs, rows: rows, expected: "lines of a time and a rate")
  }
}
