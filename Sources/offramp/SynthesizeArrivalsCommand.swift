internal import ArgumentParser
internal import TraceIO

/// `offramp trace synthesize arrivals`.
struct SynthesizeArrivalsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "arrivals",
    abstract:
      "Make expected tasks of sources with a slow wave, noise and a surge, one row per source and second.",
    discussion: """
      Example: offramp trace synthesize arrivals --sources 50 --tasks-per-second 150 --output synthetic-arrivals.csv.zst
      """)

  @Option(help: "Number of sources.")
  var sources = 50

  @Option(help: "Length in seconds.")
  var seconds = 320

  @Option(help: "Mean tasks per second of all sources together.")
  var tasksPerSecond = 150.0

  @Option(help: "The seed of all numbers.")
  var seed: UInt64 = 1

  @Option(name: .shortAndLong, help: "The trace to write; compressed when it ends in .zst.")
  var output: String

  func run() throws {
    let trace = try ArrivalSynthesis(
      sources: sources, seconds: seconds, tasksPerSecond: tasksPerSecond, seed: seed)
    try trace.write(to: output)
    print(
      "wrote \(counted(sources * seconds, "synthetic row")) of \(counted(sources, "source")) to \(output)")
  }
}
