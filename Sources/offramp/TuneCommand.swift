internal import ArgumentParser
internal import Report
internal import TraceIO
internal import Tuning

/// `offramp tune`: settings of a controller, searched on a part of the traces and judged on another.
struct TuneCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tune",
    abstract: "Search for the best settings of a controller on recorded traces.",
    discussion: """
      Trials meet the same tasks; one that a paired test says cannot win is stopped. The study is a journal that survives
      being killed: --resume goes on with it. Ctrl-C ends at once and says how to go on. Results do not depend on --threads, on interruptions, or on how many machines
      took part. The table goes to stdout, everything else into the study's directory (see docs/tuning.md).

      Example: offramp tune Configs/demo.yaml --space Configs/spaces/step-size.yaml --trials 32 --output runs/tuned

      On several machines that see the same files:
        offramp tune Configs/demo.yaml --space Configs/spaces/step-size.yaml --sampler sobol --plan 4 --output runs/tuned
        offramp tune --shard 0 --output runs/tuned        (and 1, 2, 3, anywhere)
        offramp tune --merge --output runs/tuned
      """)

  @Argument(help: "The scenarios, YAML files; a trial is replayed in all of them.")
  var scenarios: [String] = []

  @Option(help: "What is tuned, for what, and how: a YAML file.")
  var space: String?

  @Option(help: "The exit profile to use, instead of the scenarios'.")
  var exitProfile: String?

  @Option(help: "The number of slots, instead of the scenarios'.")
  var epochs: Int?

  @Option(help: "The number of trials, default settings included, instead of the space's.")
  var trials: Int?

  @Option(help: "How trials are chosen, grid, sobol or tpe, instead of the space's.")
  var sampler: Space.SamplerName?

  @Option(help: "The seed of the sampler, instead of the space's.")
  var seed: Int?

  @Flag(name: .customLong("no-pruning"), help: "Replay every trial to its end.")
  var noPruning = false

  @Option(help: "How many trials are replayed at once. Results do not depend on it.")
  var threads = 2

  @Option(help: "The study's directory (default: runs/SCENARIO-SPACE).")
  var output: String?

  @Option(
    help:
      "What to say on stderr: a line on a terminal (auto), a line of JSON every second (json), or nothing (none)."
  )
  var progress = ProgressLine.Mode.auto

  @Flag(help: "Go on with the study that is there.")
  var resume = false

  @Flag(help: "Replace the study that is there.")
  var overwrite = false

  @Option(
    help: ArgumentHelp("Deal the next trials to so many shards, and replay nothing.", valueName: "count"))
  var plan: Int?

  @Option(help: ArgumentHelp("Replay one shard of a plan, from 0.", valueName: "number"))
  var shard: Int?

  @Flag(help: "Join the results of all shards of a plan.")
  var merge = false

  func validate() throws {
    try ValidationError.check("--threads", threads, from: 1)
    try ValidationError.check("--trials", trials, from: 1)
    try ValidationError.check("--epochs", epochs, from: 1)
    try ValidationError.check("--plan", plan, from: 1)
    try ValidationError.check("--shard", shard, from: 0)
    if let seed, !(0..<ValidationError.seedLimit).contains(seed) {
      throw ValidationError("--seed needs a number from 0 and below 10^15, got \(seed)")
    }
    if resume && overwrite { throw ValidationError("--resume and --overwrite exclude each other") }
    let modes = [plan != nil, shard != nil, merge].count { $0 }
    if modes > 1 { throw ValidationError("--plan, --shard and --merge exclude each other") }
    if shard != nil || merge {
      if output == nil {
        throw ValidationError("--shard and --merge need --output, the directory of the plan")
      }
      if !scenarios.isEmpty || space != nil {
        throw ValidationError("--shard and --merge take scenarios and space from the plan")
      }
    } else {
      if scenarios.isEmpty { throw ValidationError("Missing expected argument '<scenarios> ...'") }
      if space == nil { throw ValidationError("Missing expected option '--space <space>'") }
    }
  }

  func run() async throws {
    if let shard { return try await replayShard(shard) }
    if merge { return try await mergeShards() }
    let study = try StudyPlan(request)
    let directory = try StudyDirectory(
      output ?? "runs/\(study.defaultName)",
      present: resume ? .resume : overwrite ? .replace : .refuse)
    if let plan { return try deal(study, to: plan, in: directory) }
    try await replay(study, into: try StudyJournal(path: directory.journal, header: study.header), directory)
  }

  private var request: StudyRequest {
    StudyRequest(
      scenarios: scenarios, space: space ?? "", exitProfile: exitProfile, slots: epochs, trials: trials,
      sampler: sampler, seed: seed, prunes: !noPruning)
  }

  /// Replays what is missing and writes all that a study comes to.
  private func replay(
    _ plan: StudyPlan, into journal: StudyJournal, _ directory: StudyDirectory
  ) async throws {
    if journal.droppedByteCount > 0 {
      StandardStreams.printError(
        "warning: \(journal.path): dropped \(journal.droppedByteCount) bytes of a record that was cut")
    }
    let study = Study(plan, workers: threads) { StopSignals.wasCaught }
    let before = journal.trials.count, total = plan.space.trials
    let result = try await interruptibly(done: { journal.trials.count }, of: total) { line in
      try await study.run(into: journal) { progress in
        line.show(isLast: progress.trials == total) { TunePace(progress, before: before, seconds: $0) }
      }
      line.finish()
      return try await study.result(journal)
    }
    try result.write(to: directory)
    try StudyPage(directory.path).write(to: directory.page)
    print(StudyText(result).text)
    print("best: \(directory.path)/best.yaml")
    print("page: \(directory.page)")
  }

  /// What `body` returns; where a signal ends it early, the journal has what is done, and the user is told how to go on.
  private func interruptibly<Value>(
    done: () -> Int, of total: Int, _ body: (inout ProgressLine) async throws -> Value
  ) async throws -> Value {
    StopSignals.listen()
    var line = ProgressLine(progress)
    do {
      return try await body(&line)
    } catch is CancellationError where StopSignals.wasCaught {
      let more = resume || shard != nil || merge ? [] : ["--resume"]
      line.sayInterrupted(after: done(), of: total, "trial", goOn: Self.goOn(adding: more))
      StopSignals.endProcess()
    } catch {
      line.finish()
      throw error
    }
  }

  /// A study that was begun anew with --overwrite is gone on with without it.
  private static func goOn(adding more: [String]) -> String {
    ProgressLine.goOn(adding: more, without: "--overwrite")
  }

  private func deal(_ plan: StudyPlan, to shards: Int, in directory: StudyDirectory) throws {
    guard let dealt = try ShardPlan(plan, in: directory).write(shards: shards) else {
      print("all \(plan.space.trials) trials are done: offramp tune --merge --output \(directory.path)")
      return
    }
    print(
      """
      batch \(dealt.batch) of \(dealt.batches): \(counted(dealt.trials, "trial")) in \
      \(counted(dealt.shards, "shard")), 0 to \(dealt.shards - 1)
      each: offramp tune --shard K --output \(directory.path)
      then: offramp tune --merge --output \(directory.path)
      """)
  }

  private func replayShard(_ number: Int) async throws {
    let directory = try StudyDirectory(output ?? "", present: .resume)
    let shard = try ShardRun(number, in: directory)
    var last = (done: 0, before: 0, total: 0)
    try await interruptibly(done: { last.done }, of: shard.trialCount) { line in
      try await shard.run(workers: threads, isInterrupted: { StopSignals.wasCaught }) { done, total in
        if last.total == 0 { last.before = done - 1 }
        (last.done, last.total) = (done, total)
        line.show(isLast: done == total) {
          TunePace(done: done, total: total, before: last.before, seconds: $0)
        }
      }
      line.finish()
    }
    print("shard \(number) is done")
  }

  private func mergeShards() async throws {
    let directory = try StudyDirectory(output ?? "", present: .resume)
    let merge = try ShardMerge(directory)
    let (journal, isWhole) = try merge.run()
    guard isWhole else {
      print(
        "\(journal.trials.count) of \(merge.plan.space.trials) trials are done. The next batch depends on them: "
          + "\(merge.plan.request.command) --plan COUNT --resume --output \(directory.path)")
      return
    }
    try await replay(merge.plan, into: journal, directory)
  }
}

extension Space.SamplerName: ExpressibleByArgument {}
