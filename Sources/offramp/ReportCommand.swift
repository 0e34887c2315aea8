internal import ArgumentParser
internal import Report
internal import TraceIO

/// `offramp report`: a page to look at a run, or at several side by side.
struct ReportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract: "Write a self-contained HTML page about one run, or several side by side.",
    discussion: """
      Reads the run directories only. The page opens from disk, needs no network, and works without scripts.

      Example: offramp report runs/demo
      """)

  @Argument(help: "Run directories.")
  var runs: [String]

  @Option(name: .shortAndLong, help: "The page to write (default: report.html in the first run).")
  var output: String?

  func run() throws {
    let page = try Page(runs)
    let path = output ?? "\(runs[0])/report.html"
    try page.write(to: path)
    print("report: \(path)")
  }
}
