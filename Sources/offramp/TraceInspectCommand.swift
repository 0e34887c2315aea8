internal import ArgumentParser
internal import TraceIO

/// `offramp trace inspect`: what a trace holds.
struct TraceInspectCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "inspect",
    abstract: "Check every row of a trace and print what it holds.",
    discussion: """
      Reads the file once; memory grows with the number of links or sources only.

      Example: offramp trace inspect Traces/sample/synthetic-links.csv.zst --format json
      """)

  /// How to print.
  enum Format: String, ExpressibleByArgument, CaseIterable { case table, json }

  @Argument(help: "A trace, plain or compressed with zstd.")
  var file: String

  @Option(help: "How to print: table or json (one line).")
  var format = Format.table

  func run() throws {
    let inspection = try TraceInspection(path: file)
    print(format == .json ? inspection.json : inspection.table)
  }
}
