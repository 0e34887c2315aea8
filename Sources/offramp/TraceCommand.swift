internal import ArgumentParser

/// `offramp trace`: make traces and look at them.
struct TraceCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "trace",
    abstract: "Import, make, inspect and change traces of arrivals and bandwidth.",
    subcommands: [
      TraceImportCommand.self, TraceInspectCommand.self, TraceSliceCommand.self,
      TraceMergeCommand.self, TraceScaleCommand.self, TraceResampleCommand.self, TraceSynthesizeCommand.self,
    ])
}
