internal import ArgumentParser
internal import Glibc
internal import TraceIO

/// The root command: which commands there are, and what an exit status means.
///
/// Status 0: done. Status 1: an input or the run failed, one line on stderr; or `diff` found a difference. Status 2: the
/// command line is wrong.
@main
struct Offramp: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "offramp",
    abstract: "An online controller for early-exit inference over edge networks, replayed on real 5G traces.",
    subcommands: [
      ReplayCommand.self, ReportCommand.self, DiffCommand.self, LogCommand.self, DecideCommand.self,
      ControllersCommand.self, TraceCommand.self, TracesCommand.self,
    ])

  static func main() async {
    // A reader that went away, as in `offramp … | head`, is no failure: writes then fail quietly.
    signal(SIGPIPE, SIG_IGN)
    Glibc.exit(await status())
  }

  /// Parses and runs the command line; returns the exit status.
  private static func status() async -> Int32 {
    do {
      var command = try parseAsRoot()
      if var command = command as? any AsyncParsableCommand {
        try await command.run()
      } else {
        try command.run()
      }
      try StandardStreams.flush()
      return 0
    } catch let error as InputError {
      // One line, whatever the file at fault holds.
      StandardStreams.printError("error: \(escaped("\(error)"))")
      return 1
    } catch let code as ExitCode {
      try? StandardStreams.flush()
      return code.rawValue
    } catch {
      return explain(error)
    }
  }

  /// Prints what ArgumentParser has to say: help on stdout, a usage error on stderr.
  private static func explain(_ error: any Error) -> Int32 {
    let code = exitCode(for: error)
    if code.isSuccess {
      print(fullMessage(for: error))
    } else {
      StandardStreams.printError(fullMessage(for: error))
    }
    return code == .validationFailure ? 2 : code.rawValue
  }
}
