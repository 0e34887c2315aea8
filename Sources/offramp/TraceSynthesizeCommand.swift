internal import ArgumentParser

/// `offramp trace synthesize`: a small trace made from a seed.
struct TraceSynthesizeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "synthesize",
    abstract: "Make a small synthetic trace from a seed.",
    discussion: """
      Synthetic traces are no measurements, only shaped after published ones. Name them so; a note in the file,
      which 'offramp trace inspect' shows, says so too.

      Example: offramp trace synthesize bandwidth --links 64 --seconds 320 --output synthetic-links.csv.zst
      """,
    subcommands: [SynthesizeBandwidthCommand.self, SynthesizeArrivalsCommand.self])
}
