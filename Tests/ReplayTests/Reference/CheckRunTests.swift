import Foundation
import Testing
import TestSupport

@testable import Replay

/// A judge that shares no line with us: the checker of run directories beside the package, in Python.
@Suite(.enabled(if: exists(outsideTools + "/check-run"), "there is no check-run at ../shared/tools"))
struct CheckRunTests {
  private func check(_ run: String, in directory: TemporaryDirectory) throws -> (status: Int32, said: String)
  {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["python3", outsideTools + "/check-run", run]
    try directory.write("", to: "said")
    let said = try FileHandle(forWritingTo: URL(fileURLWithPath: directory.file("said")))
    process.standardOutput = said
    process.standardError = said
    try process.run()
    process.waitUntilExit()
    return (process.terminationStatus, String(decoding: try directory.bytes("said"), as: UTF8.self))
  }

  @Test func `the demo's hop log breaks no invariant`() async throws {
    try await TemporaryDirectory.run { directory in
      let demo = try ScenarioReader.read(packageRoot + "/Configs/demo.yaml")
        .replacing(
          seed: nil, slots: 6,
          controllers: ["dto-ee", "dto-ee-curvature", "computing-first", "bandwidth-first", "uniform"])
      let run = try await FinishedRun.of(demo, in: directory, .init(detail: .summary, threads: 2))
      let (status, said) = try check(run.path, in: directory)
      #expect(status == 0, "\(said)")
      #expect(said.split(separator: "\n").count { $0.hasPrefix("ok ") } == 23, "\(said)")
      #expect(!said.contains("BAD"), "\(said)")
    }
  }

  @Test(arguments: ["delay", "queue"])
  func `nor does an overloaded run with outages`(linkModel: String) async throws {
    try await TemporaryDirectory.run { directory in
      var tiny = TinyScenario()
      tiny.linkModel = linkModel
      tiny.arrivals = TinyScenario.arrivals { _, source in 8 + Double(source) }
      let run = try await FinishedRun.of(tiny, in: directory)
      #expect(run.summary.rows.contains { $0.totals.inFlight > 20 }, "a run under load")
      let (status, said) = try check(run.path, in: directory)
      #expect(status == 0 && !said.contains("BAD"), "\(said)")
    }
  }
}
