internal import ArgumentParser
internal import TraceIO

/// `offramp trace merge`: several traces of one kind as one.
struct TraceMergeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "merge",
    abstract: "Join traces of one kind in time.",
    discussion: """
      Rows are ordered by (time, order of the files). Series of different files stay apart: numbers go behind the largest
      number of the files before, names stay, and a name in two files is an error. With --join the same number or name is
      the same series in all files; a rate or count of one series at one time in two files is then an error.

      Example: offramp trace merge monday.csv.zst tuesday.csv.zst --join --output days.csv.zst
      """)

  @Argument(help: "Traces of one kind, plain or compressed with zstd.")
  var files: [String]

  @Flag(help: "The same number or name is the same link or source in all files.")
  var join = false

  @Option(name: .shortAndLong, help: "The trace to write; compressed when it ends in .zst.")
  var output: String

  func run() throws {
    let rows = try TraceMerge.copy(files, joiningSeries: join, to: output)
    print("wrote \(counted(rows, "row")) of \(counted(files.count, "trace")) to \(output)")
  }
}
