internal import ArgumentParser
internal import TraceIO

/// The options of `offramp trace import`; each importer takes those that its name stands before.
struct TraceImportOptions: ParsableArguments {
  @Option(help: "ucc-5g: keep only rows with this State, e.g. D for downloading. (default: all)")
  var state: String?

  @Option(help: "nuwins-iperf3: downlink or uplink sessions. (default: downlink)")
  var direction: String?

  @Option(
    help:
      "nuwins-iperf3: average over so many seconds, needed for the uplink; fiblab-cells: split slots into so many."
  )
  var interval: Double?

  @Option(help: "azure-llm, mooncake: deal the requests to so many sources. (default: 50)")
  var sources: Int?

  @Option(help: "azure-llm, mooncake: each request stands for so many, possibly fractional. (default: 1)")
  var copies: Double?

  @Option(help: "azure-llm, mooncake: spread the copies of a request over so many seconds. (default: 60)")
  var spread: Double?

  @Option(help: "azure-llm, mooncake: the seed of dealing, copying and jitter. (default: 1)")
  var seed: UInt64?

  @Option(
    help: "mooncake: delay each request by up to so many seconds, to dissolve its batches. (default: 0)")
  var jitter: Double?

  @Option(help: "fiblab-cells: make tasks of users or traffic. (default: users)")
  var column: String?

  @Option(
    help:
      "fiblab-cells: tasks per user and second, or per unit of traffic; milan-grid: per unit of activity. (default: 1)"
  )
  var factor: Double?

  @Option(help: "csv: make a trace of bandwidth, counts or events. (default: bandwidth)")
  var kind: String?

  @Option(help: "csv: the column of times. (default: time_s)")
  var timeColumn: String?

  @Option(help: "csv: seconds, milliseconds, microseconds, nanoseconds or iso8601. (default: seconds)")
  var timeFormat: String?

  @Option(help: "csv: the column of rates or tasks. (default: bits_per_s or tasks)")
  var valueColumn: String?

  @Option(help: "csv: the unit of rates, e.g. kbps, mbps or bytes_per_s. (default: bps)")
  var unit: String?

  @Option(help: "csv: the column that names the link or source. (default: all rows are of one)")
  var seriesColumn: String?

  @Option(
    help:
      "csv: let time begin at the earliest row of all files (shared) or of each file (file). (default: shared)"
  )
  var clock: String?

  /// The options that were given.
  var given: ImportOptions {
    var options = ImportOptions()
    let texts: [(ImportOptions.Name, String?)] = [
      (.state, state), (.direction, direction), (.interval, interval?.description),
      (.sources, sources?.description), (.copies, copies?.description), (.spread, spread?.description),
      (.seed, seed?.description), (.jitter, jitter?.description), (.column, column),
      (.factor, factor?.description), (.kind, kind), (.timeColumn, timeColumn), (.timeFormat, timeFormat),
      (.valueColumn, valueColumn), (.unit, unit), (.seriesColumn, seriesColumn), (.clock, clock),
    ]
    for (name, text) in texts { options[name] = text }
    return options
  }
}
