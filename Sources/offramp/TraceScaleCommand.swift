internal import ArgumentParser
internal import TraceIO

/// `offramp trace scale`: a trace made stronger, weaker, longer or shorter.
struct TraceScaleCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "scale",
    abstract: "Multiply the rates, counts or times of a trace.",
    discussion: """
      --rate multiplies every rate or count. Of events it keeps each with that probability, up to 1: those that a replay
      with the same seed keeps by arrivals.scale. More events come from 'offramp trace import --copies'.
      --time multiplies every time: 2 makes a trace twice as long, rates and tasks per row unchanged.

      Example: offramp trace scale links.csv.zst --rate 0.5 --output half.csv.zst
      """)

  @Argument(help: "A trace, plain or compressed with zstd.")
  var file: String

  @Option(help: ArgumentHelp("What rates or counts are multiplied by.", valueName: "factor"))
  var rate: Double?

  @Option(help: ArgumentHelp("What times are multiplied by.", valueName: "factor"))
  var time: Double?

  @Option(help: "Which events are kept.")
  var seed: UInt64 = 1

  @Option(name: .shortAndLong, help: "The trace to write; compressed when it ends in .zst.")
  var output: String

  func validate() throws {
    if rate == nil, time == nil { throw ValidationError("give --rate, --time or both.") }
    for (name, factor) in [("rate", rate), ("time", time)] {
      if let factor, !(factor > 0 && factor.isFinite) {
        throw ValidationError("--\(name) takes a number above 0, not \(factor).")
      }
    }
  }

  func run() throws {
    var scale = TraceScale()
    scale.rate = rate ?? 1
    scale.time = time ?? 1
    scale.seed = seed
    let rows = try scale.copy(file, to: output)
    print("wrote \(grouped(rows.written)) of \(counted(rows.read, "row")) to \(output)")
  }
}
