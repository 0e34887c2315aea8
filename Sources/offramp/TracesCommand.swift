internal import ArgumentParser

/// `offramp traces`: the catalog of public data sets.
struct TracesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "traces",
    abstract: "List public data sets and fetch them from their owners.",
    subcommands: [TracesListCommand.self, TracesFetchCommand.self])
}

/// Where the catalog is.
struct CatalogOption: ParsableArguments {
  @Option(help: "The catalog of data sets.")
  var catalog = "Traces/catalog.yaml"
}
