internal import ArgumentParser
internal import TraceIO

/// `offramp trace slice`: the rows of a trace between two times.
struct TraceSliceCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "slice",
    abstract: "Copy the rows of a trace between two times.",
    discussion: """
      Rows with FROM <= time < TO are kept as they are; times are not shifted, and a rate that a link has from before
      FROM is not carried over. Long traces that offramp wrote are entered in the middle, others read from the start.
      With --rebase FROM becomes 0, and every link begins with the rate that it has at FROM: its last row until then.

      Example: offramp trace slice links.csv.zst --from 3600 --to 7200 --output hour.csv.zst
      """)

  @Argument(help: "A trace, plain or compressed with zstd.")
  var file: String

  @Option(help: ArgumentHelp("The first second to keep.", valueName: "seconds"))
  var from: String

  @Option(help: ArgumentHelp("The first second to leave out.", valueName: "seconds"))
  var to: String

  @Flag(help: "Shift times so that FROM becomes 0, and begin links with the rates they have there.")
  var rebase = false

  @Option(name: .shortAndLong, help: "The trace to write; compressed when it ends in .zst.")
  var output: String

  func validate() throws {
    for (name, text) in [("from", from), ("to", to)] where TraceTime.nanoseconds(text: text) == nil {
      throw ValidationError(
        "--\(name) takes decimal seconds from 0 to \(TraceTime.seconds(TraceTime.latestNanoseconds)), not '\(text)'."
      )
    }
    guard range.lowerBound < range.upperBound else { throw ValidationError("--from must be before --to.") }
  }

  func run() throws {
    let rows = try TraceSlice.copy(file, range, isRebasing: rebase, to: output)
    print("wrote \(counted(rows, "row")) to \(output)")
  }

  /// The times to keep, in nanoseconds; empty when they are the wrong way round.
  private var range: Range<Int64> {
    let first = TraceTime.nanoseconds(text: from) ?? 0
    return first..<max(first, TraceTime.nanoseconds(text: to) ?? 0)
  }
}
