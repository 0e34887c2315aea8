import Foundation
import Testing
import TraceIO

/// What a script under `Tests/Oracles` finds in the raw files of a data set, or in a trace.
struct Oracle {
  /// Whether the scripts can run here.
  static let isAvailable =
    (try? run(["-c", "import subprocess; subprocess.run(['zstd', '-Vq'], check=True)"])) != nil

  /// The object that `Tests/Oracles/<script>.py` prints for `arguments`.
  static func object(_ script: String, _ arguments: [String]) throws -> [String: Any] {
    let bytes = try run([packageRoot + "/Tests/Oracles/\(script).py"] + arguments)
    return try #require(try JSONSerialization.jsonObject(with: bytes) as? [String: Any])
  }

  /// Runs python3 and returns what it prints.
  private static func run(_ arguments: [String]) throws -> Data {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["python3", "-B"] + arguments
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let bytes = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
      throw InputError("python3", found: "status \(process.terminationStatus) of \(arguments)")
    }
    return bytes
  }
}

/// The sums over a trace that an oracle is compared with.
struct TraceTotals {
  var rows = 0
  var total = 0.0
  var byTime = 0.0
  var bySeries = 0.0

  /// Adds up the rows of a trace.
  init(path: String) throws {
    var reader = try TraceReader(path: path)
    while let batch = try reader.nextBatch() {
      for row in 0..<batch.count {
        rows += 1
        total += batch.values[row]
        byTime += batch.values[row] * (Double(batch.timeNanoseconds[row]) / 1e9)
        bySeries += batch.values[row] * Double(batch.series[row])
      }
    }
  }
}

/// Imports a real data set and compares the report and the trace with an oracle's: counts exactly, sums to 1e-9.
/// A second import must give the same bytes, and other readers must open the trace as it is.
func checkImport(
  _ kind: String, _ folder: String, _ options: ImportOptions = [:], oracle: String, _ arguments: [String] = []
) throws -> String {
  try TemporaryDirectory.run { directory in
    let input = datasets + "/" + folder
    let outputs = ["a.csv.zst", "b.csv.zst"].map(directory.file)
    let reports = try outputs.map {
      try TraceImporters.run(kind, inputs: [input], output: $0, options: options)
    }
    #expect(try reports[0] == reports[1] && stored(outputs[0]) == stored(outputs[1]), "must be deterministic")
    let totals = try TraceTotals(path: outputs[0])
    #expect(totals.rows == reports[0].rowsOut)
    guard Oracle.isAvailable else {
      print("skipped: \(kind) is not compared with Tests/Oracles/\(oracle).py, which needs python3 and zstd")
      return "\(reports[0])"
    }
    compare(reports[0], totals, try Oracle.object(oracle, [input] + arguments))
    try compareReaders(outputs[0], totals)
    return "\(reports[0])"
  }
}

private func compare(_ report: ImportReport, _ totals: TraceTotals, _ oracle: [String: Any]) {
  let counts = ["files": report.files, "rows_in": report.rowsIn, "rows_out": report.rowsOut]
  for (name, count) in counts { #expect(oracle[name] as? Int == count, "\(name)") }
  if let zeros = report.zeroRows { #expect(oracle["zeros"] as? Int == zeros) }
  #expect(report.series.filter(\.isNumber) == "\(oracle["series"] as? Int ?? -1)")
  let effects = (report.dropped + report.noted).filter { $0.count > 0 }
  #expect(
    oracle["rules"] as? [String: Int] == Dictionary(uniqueKeysWithValues: effects.map { ($0.rule, $0.count) })
  )
  expectClose(totals.total, oracle["total"], "total")
  expectClose(totals.byTime, oracle["total_by_time"], "total by time")
  // The sources of requests are drawn: their oracles do not know them, and say 0.
  if oracle["total_by_series"] as? Double != 0 {
    expectClose(totals.bySeries, oracle["total_by_series"], "total by series")
  }
}

private func expectClose(_ found: Double, _ expected: Any?, _ name: String) {
  let expected = expected as? Double ?? .nan
  #expect(abs(found - expected) <= 1e-9 * abs(expected), "\(name): \(found), not \(expected)")
}

/// Compares with what other readers of CSV, as far as they are installed, find in the trace.
func compareReaders(_ path: String, _ totals: TraceTotals) throws {
  let readers = try Oracle.object("open_unchanged", [path])
  if readers.isEmpty { print("skipped: no duckdb, polars or pandas to open a trace with") }
  let isEvents = try TraceKind.detect(path: path) == .arrivalEvents
  for (name, found) in readers {
    let found = found as? [String: Any] ?? [:]
    #expect(found["rows"] as? Int == totals.rows, "\(name)")
    expectClose(isEvents ? totals.bySeries : totals.total, found["sum"], name)
  }
}
