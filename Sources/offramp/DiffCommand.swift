internal import ArgumentParser
internal import Report

/// `offramp diff`: whether two runs are the same, and where they part.
struct DiffCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "diff",
    abstract: "Say whether two runs are the same, where they part and what came of it.",
    discussion: """
      Compares manifests, decisions and summaries; timings do not count. Exit status 0: the same. 1: different, or a
      run could not be read (then with a line on stderr).

      Example: offramp diff runs/one runs/other
      """)

  @Argument(help: "A run directory.")
  var first: String

  @Argument(help: "The run directory to compare it with.")
  var second: String

  func run() throws {
    let difference = try RunDifference(first, second)
    print(difference.text, terminator: "")
    if !difference.isSame { throw ExitCode(1) }
  }
}
