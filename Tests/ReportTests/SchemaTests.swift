import Foundation
import Report
import TestSupport
import Testing
import TraceIO

@Suite struct SchemaTests {
  private func validator() throws -> SchemaValidator {
    SchemaValidator(
      root: try ParsedJSON(
        parsing: try String(contentsOfFile: packageRoot + "/docs/decision-log.schema.json", encoding: .utf8)))
  }

  @Test func `records with explanations and regrets are what the schema says`() async throws {
    let validator = try validator()
    try await TemporaryDirectory.run { directory in
      var tiny = TinyScenario()
      tiny.controllers = ["{name: dto-ee}", "{name: clairvoyant}"]
      let run = try await TinyRun.make(in: directory, explains: true, tiny)
      let records = try TextFile.read(path: run + "/decisions.jsonl.zst").split(separator: "\n").map {
        try ParsedJSON(parsing: String($0))
      }
      for record in records { #expect(validator.faults(record).isEmpty) }
      let decisions = records.filter { $0["type"]?.string == "decision" }
      #expect(decisions.allSatisfy { $0["regret"] != nil && $0["cold_start"] != nil })
    }
  }

  @Test(arguments: [false, true]) func `every record of a run is what the schema says`(_ full: Bool)
    async throws
  {
    let validator = try validator()
    try await TemporaryDirectory.run { directory in
      let run = try await TinyRun.make(in: directory, fullDetail: full)
      let lines = try TextFile.read(path: run + "/decisions.jsonl.zst").split(separator: "\n")
      // A begin, six slots of five controllers, five ends.
      #expect(lines.count == 36)
      for line in lines {
        let faults = validator.faults(try ParsedJSON(parsing: String(line)))
        #expect(faults.isEmpty, "\(faults.prefix(5))")
      }
    }
  }

  @Test(arguments: [
    (#""epoch":0"#, #""epoch":-1"#), (#""start":"cold""#, #""start":"tepid""#), (#""rounds":"#, #""round":"#),
    (#""top":"1/"#, #""top":"x/"#), (#""overloaded":["#, #""overloaded":[7,"#),
    (#""type":"decision""#, #""type":"x""#),
  ]) func `a record that is not is refused`(_ change: (String, String)) async throws {
    let validator = try validator()
    try await TemporaryDirectory.run { directory in
      let run = try await TinyRun.make(in: directory)
      let line = try TextFile.read(path: run + "/decisions.jsonl.zst").split(separator: "\n")[1]
      let broken = line.replacingOccurrences(of: change.0, with: change.1).replacingOccurrences(
        of: ",]", with: "]")
      #expect(broken != line, "the record has \(change.0)")
      #expect(!validator.faults(try ParsedJSON(parsing: broken)).isEmpty)
    }
  }
}
