internal import ArgumentParser
internal import Report
internal import TraceIO

/// `offramp log`: the story of a run's decisions.
struct LogCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "log",
    abstract: "Tell what was decided, why, and what came of it.",
    discussion: """
      Streams the decision log; memory does not grow with it.

      Example: offramp log runs/demo --controller dto-ee --epoch 10-12
      """)

  @Argument(help: "A run directory.")
  var directory: String

  @Option(help: "Only this controller, by its label.")
  var controller: String?

  @Option(help: "Only this slot, or these: N or N-M, from 0.")
  var epoch: String?

  @Option(
    help:
      "Only decisions that speak of this node: it was overloaded, its stage's busiest or in the reason. As STAGE/NUMBER."
  )
  var node: String?

  func validate() throws {
    if epoch != nil, epochs == nil {
      throw ValidationError("--epoch needs N or N-M with N at most M, got \(epoch ?? "")")
    }
    if let node, node.wholeMatch(of: /[0-9]+\/[0-9]+/) == nil {
      throw ValidationError("--node needs STAGE/NUMBER, such as 2/3, got \(node)")
    }
  }

  private var epochs: ClosedRange<Int>? {
    let ends = epoch?.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) } ?? []
    guard (1...2).contains(ends.count), let first = ends[0], let last = ends[ends.count - 1], first <= last
    else {
      return nil
    }
    return first...last
  }

  func run() throws {
    let run = try RunDirectoryReader(directory)
    if let controller, !run.labels.contains(controller) {
      throw InputError(
        directory, found: "no controller '\(controller)'",
        expected: "one of " + run.labels.joined(separator: ", "))
    }
    let filter = StoryFilter(controller: controller, epochs: epochs, node: node)
    var log = try DecisionLogReader(run: run.path)
    while let record = try log.next() {
      if filter.admits(record) { print(DecisionStory(record).text(node: node), terminator: "") }
    }
  }
}
