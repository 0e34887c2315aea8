internal import ArgumentParser
internal import TraceIO

/// `offramp trace import`: a public data set into one canonical trace.
struct TraceImportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import",
    abstract: "Turn the files of a public data set into one trace.",
    discussion: """
      Kinds:
      \(TraceImporters.all.map { "  \($0.name): \($0.summary)" }.joined(separator: "\n"))

      Example: offramp trace import ucc-5g Download --state D --output links.csv.zst
      """)

  @Argument(help: "The data set's kind: \(TraceImporters.all.map { $0.name }.joined(separator: " or ")).")
  var kind: String

  @Argument(help: "Files, or folders for all .csv and .csv.zst files below them.")
  var inputs: [String]

  @Option(name: .shortAndLong, help: "The trace to write; compressed when it ends in .zst.")
  var output: String

  @Option(help: "ucc-5g: keep only rows with this State, e.g. D for downloading. (default: all)")
  var state: String?

  @Option(help: "azure-llm: deal the requests to so many sources. (default: 50)")
  var sources: Int?

  @Option(help: "azure-llm: each request stands for so many, possibly fractional. (default: 1)")
  var copies: Double?

  @Option(help: "azure-llm: spread the copies of a request over so many seconds. (default: 60)")
  var spread: Double?

  @Option(help: "azure-llm: the seed of dealing and copying. (default: 1)")
  var seed: UInt64?

  func validate() throws {
    guard TraceImporters.all.contains(where: { $0.name == kind }) else {
      throw ValidationError(
        "there is no kind '\(kind)'; kinds are \(TraceImporters.all.map { $0.name }.joined(separator: ", "))."
      )
    }
  }

  func run() throws {
    let options = ImportOptions(
      state: state, sources: sources, copies: copies, spreadSeconds: spread, seed: seed)
    print(try TraceImporters.run(kind, inputs: inputs, output: output, options: options))
  }
}
