internal import ArgumentParser
internal import TraceIO

/// `offramp trace synthesize bandwidth`.
struct SynthesizeBandwidthCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "bandwidth",
    abstract: "Make rates of 5G links with fades, fallback and outages, one row per link and second.",
    discussion: """
      Example: offramp trace synthesize bandwidth --links 64 --seconds 320 --output synthetic-links.csv.zst
      """)

  @Option(help: "Number of links.")
  var links = 64

  @Option(help: "Length in seconds.")
  var seconds = 320

  @Option(help: "The seed of all numbers.")
  var seed: UInt64 = 1

  @Option(name: .shortAndLong, help: "The trace to write; compressed when it ends in .zst.")
  var output: String

  func run() throws {
    try BandwidthSynthesis(links: links, seconds: seconds, seed: seed).write(to: output)
    print("wrote \(counted(links * seconds, "synthetic row")) of \(counted(links, "link")) to \(output)")
  }
}
