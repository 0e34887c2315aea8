internal import ArgumentParser

/// `offramp trace`: make traces and look at them.
struct TraceCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "trace",
    abstract: "Import, make and inspect traces of arrivals and bandwidth.",
    subcommands: [
      TraceImportCommand.self, TraceInspectCommand.self, TraceSynthesizeCommand.self,
    ])
}
