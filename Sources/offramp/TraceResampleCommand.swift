internal import ArgumentParser
internal import TraceIO

/// `offramp trace resample`: a trace in steps of one length.
struct TraceResampleCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "resample",
    abstract: "Bring a trace to steps of one length.",
    discussion: """
      Steps begin at 0. Bandwidth: each link's mean over the step, weighted by time; before its first row a link has the
      rate of that row, and its steps end with the first that holds its last rate alone. Counts: the sum of the tasks of
      a source whose intervals begin in the step. Events become counts: tasks of a source per step.

      Example: offramp trace resample links.csv.zst --step 5 --output links-5s.csv.zst
      """)

  @Argument(help: "A trace, plain or compressed with zstd.")
  var file: String

  @Option(help: ArgumentHelp("The length of a step.", valueName: "seconds"))
  var step: String

  @Option(name: .shortAndLong, help: "The trace to write; compressed when it ends in .zst.")
  var output: String

  func validate() throws {
    if (TraceTime.nanoseconds(text: step) ?? 0) == 0 {
      throw ValidationError("--step takes decimal seconds above 0, not '\(step)'.")
    }
  }

  func run() throws {
    let outcome = try TraceResample.copy(file, step: TraceTime.nanoseconds(text: step) ?? 1, to: output)
    let change = outcome.from == outcome.kind ? "" : ", made from \(outcome.from.rawValue)"
    print("wrote \(counted(outcome.rows, "row")) of \(outcome.kind.rawValue)\(change) to \(output)")
  }
}
