package import Replay
package import TraceIO

/// A run directory as it stands on disk: nothing is computed again.
package struct RunDirectoryReader: Sendable {
  /// The directory.
  package let path: String
  /// `manifest.json`.
  package let manifest: JSONValue
  /// `summary.json`.
  package let summary: JSONValue

  /// Reads the manifest and the summary of the run in `path`.
  ///
  /// - Throws: `InputError` when a file is missing or no JSON.
  package init(_ path: String) throws(InputError) {
    var path = path
    while path.count > 1, path.last == "/" { path.removeLast() }
    self.path = path
    manifest = try Self.json(path + "/manifest.json")
    guard manifest["offramp_run"]?.number == 1 else {
      throw InputError(
        path + "/manifest.json", found: "no \"offramp_run\": 1", expected: "the manifest of a run",
        advice: "Name a directory that offramp replay has written")
    }
    summary = try Self.json(path + "/summary.json")
  }

  /// The name of the scenario.
  package var scenario: String { summary["scenario"]?.string ?? "" }
  /// What the scenario says of its traces.
  package var notice: String { manifest["notice"]?.string ?? "" }
  /// The number of slots.
  package var slots: Int { Int(summary["slots"]?.number ?? 0) }
  /// The length of a slot in s.
  package var slotSeconds: Double { manifest["scenario"]?["slot_s"]?.number ?? 1 }
  /// κ in s.
  package var kappaSeconds: Double { summary["kappa_s"]?.number ?? 0 }
  /// The controllers' parts of the summary, in the order of the run.
  package var controllers: [JSONValue] { summary["controllers"]?.elements ?? [] }
  /// The labels of the controllers, in the order of the run.
  package var labels: [String] { controllers.compactMap { $0["controller"]?.string } }

  /// The label of the controller that verdicts are against, as `summary.json` says it; of a run that does not, the first
  /// DTO-EE, else the first that begins with its name, else the first that is no heuristic, else the first.
  package var reference: String? {
    if let stated = summary["reference"]?.string { return stated }
    let entries = manifest["scenario"]?["controllers"]?.elements ?? []
    func label(where matches: (String) -> Bool) -> String? {
      entries.first { matches($0["name"]?.string ?? "") }?["controller"]?.string
    }
    return label { $0 == "dto-ee" } ?? label { $0.hasPrefix("dto-ee") }
      ?? controllers.first { $0["heuristic"] == false }?["controller"]?.string ?? labels.first
  }

  /// The series of every controller, in the order of ``labels``: one pass over the decision log.
  package func series() throws(InputError) -> [ControllerSeries] {
    var series = labels.map { ControllerSeries(label: $0, slots: slots) }
    var log = try DecisionLogReader(run: path)
    while let record = try log.next() {
      guard record["type"]?.string == "decision" else { continue }
      guard let label = record["controller"]?.string, let index = labels.firstIndex(of: label) else {
        throw log.fault(found: "a controller that summary.json does not have", expected: "one of its labels")
      }
      guard let epoch = record["epoch"]?.number, 0..<Double(slots) ~= epoch else {
        throw log.fault(found: "no epoch of the run", expected: "epoch from 0 to \(slots - 1)")
      }
      series[index].add(record, at: Int(epoch), slotSeconds: slotSeconds)
    }
    return series
  }

  private static func json(_ path: String) throws(InputError) -> JSONValue {
    do {
      return try JSONReader.value(Array(try TextFile.read(path: path).utf8))
    } catch let fault as JSONReader.Fault {
      throw InputError(
        path, .byte(fault.byte), found: "a text that is no JSON", expected: fault.expected,
        advice: "Replay again")
    } catch let error as InputError {
      throw error
    } catch {
      throw InputError(path, found: "\(error)")
    }
  }
}
