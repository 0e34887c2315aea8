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

  @Argument(help: "Files, or folders for all files of the kind below them, plain or .zst.")
  var inputs: [String]

  @Option(name: .shortAndLong, help: "The trace to write; compressed when it ends in .zst.")
  var output: String

  @OptionGroup var options: TraceImportOptions

  func validate() throws {
    guard TraceImporters.all.contains(where: { $0.name == kind }) else {
      throw ValidationError(
        "there is no kind '\(kind)'; kinds are \(TraceImporters.all.map { $0.name }.joined(separator: ", "))."
      )
    }
  }

  func run() throws {
    print(try TraceImporters.run(kind, inputs: inputs, output: output, options: options.given))
  }
}
