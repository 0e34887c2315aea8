internal import ArgumentParser
internal import Dispatch
internal import Glibc
internal import TraceIO

/// The root command: which commands there are, and what an exit status means.
///
/// Status 0: done. Status 1: an input or the run failed, one line on stderr; or `diff` found a difference. Status 2: the
/// command line is wrong.
@main
struct Offramp: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "offramp",
    abstract: "An online controller for early-exit inference over edge networks, replayed on real 5G traces.",
    subcommands: [
      ReplayCommand.self, TuneCommand.self, ReportCommand.self, DiffCommand.self, LogCommand.self,
      DecideCommand.self,
      ControllersCommand.self, TraceCommand.self, TracesCommand.self,
    ])

  static func main() {
    // A reader that went away, as in `offramp … | head`, is no failure: writes then fail quietly.
    signal(SIGPIPE, SIG_IGN)
    do {
      var command = try parseAsRoot()
      if !(command is any AsyncParsableCommand) { Glibc.exit(status { try command.run() }) }
    } catch {
      Glibc.exit(explain(error))
    }
    // Only a command that runs things side by side needs the threads of Swift's concurrency.
    Task { Glibc.exit(await waitedStatus()) }
    dispatchMain()
  }

  /// Parses the command line again, as a command does not move between threads, and runs it.
  private static func waitedStatus() async -> Int32 {
    do {
      guard var command = try parseAsRoot() as? any AsyncParsableCommand else {
        preconditionFailure("the same command line is another command")
      }
      try await command.run()
      return status {}
    } catch {
      return status { throw error }
    }
  }

  /// The exit status after `run`, once all is said.
  private static func status(_ run: () throws -> Void) -> Int32 {
    do {
      try run()
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
