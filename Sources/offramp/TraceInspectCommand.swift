internal import ArgumentParser
internal import TraceIO

/// `offramp trace inspect`: what a trace holds.
struct TraceInspectCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "inspect",
    abstract: "Check every row of a trace and print what it holds.",
    discussion: """
      Reads the file once; memory grows with the number of links or sources only.

      Percentiles are of the rates of rows, or of the tasks of all sources per step. Autocorrelation and dispersion
      (variance / mean of the tasks per window, 1 for independent arrivals) are given at 1, 10 and 60 steps. Rates are
      correlated link by link and pooled over at most 1024 links. docs/formats.md says how each is defined.

      Example: offramp trace inspect Traces/sample/synthetic-links.csv.zst --format json
      """)

  /// How to print.
  enum Format: String, ExpressibleByArgument, CaseIterable { case table, json }

  @Argument(help: "A trace, plain or compressed with zstd.")
  var file: String

  @Option(help: "How many links or sources to show over time, 0 to 1024.")
  var series = 20

  @Option(
    help: ArgumentHelp(
      "The step of lags and windows (default: the median step of a link, the interval of counts, 1 s for events).",
      valueName: "seconds"))
  var step: String?

  @Option(help: "How to print: table or json (one line).")
  var format = Format.table

  func validate() throws {
    guard 0...1024 ~= series else {
      throw ValidationError("--series needs a number from 0 to 1024, got \(series)")
    }
    if let step, (TraceTime.nanoseconds(text: step) ?? 0) == 0 {
      throw ValidationError("--step takes decimal seconds above 0, not '\(step)'.")
    }
  }

  func run() throws {
    let inspection = try TraceInspection(
      path: file, stepNanoseconds: step.flatMap(TraceTime.nanoseconds(text:)), listed: series)
    switch format {
    case .table: print(inspection.table)
    case .json:
      inspection.writeJSON { print($0, terminator: "") }
      print()
    }
  }
}
