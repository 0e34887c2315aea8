// The fuzz targets of the importers, one each.
internal import Glibc

/// What came of an import.
struct Imported: Equatable {
  var trace = Trace()
  var report: ImportReport?
  var error: InputError?
}

/// The options that each importer is run with, besides none.
let variants: [String: [ImportOptions]] = [
  "ucc-5g": [[.state: "D"]],
  "nuwins-iperf3": [[.direction: "uplink", .interval: "1"], [.interval: "0.25"]],
  "azure-llm": [[.copies: "2.5", .spread: "1000000"]],
  "mooncake": [[.jitter: "3", .copies: "0.5"]],
  "fiblab-cells": [[.column: "traffic", .factor: "0.001", .interval: "1800"]],
  "milan-grid": [[.factor: "1e12"]],
  "csv": [
    [.kind: "counts", .valueColumn: "tasks", .seriesColumn: "source", .timeFormat: "milliseconds"],
    [.kind: "events", .timeColumn: "t", .timeFormat: "iso8601", .seriesColumn: "s"],
    [.unit: "gbps", .clock: "file", .timeFormat: "nanoseconds"],
  ],
]

/// What the importer makes of the file must be a trace that reads without error, the same from a compressed file.
func checkImporter(_ importer: any TraceImporter.Type, _ path: String, _ content: [UInt8]?) {
  let packed = content.map(pack)
  for options in [ImportOptions()] + variants[importer.name, default: []] {
    let plain = importTrace(importer, [path], options)
    if let packed, let content, !isMistaken(content, plain.error) {
      let found = importTrace(importer, [packed], options)
      var expected = plain
      if expected.error?.subject == path { expected.error?.subject = packed }
      if found != expected { fail("compressed: \(found)\nplain: \(expected)") }
    }
    _ = importTrace(importer, [path, path], options)
  }
}

/// Imports files, which are all copies of the first.
func importTrace(
  _ importer: any TraceImporter.Type, _ inputs: [String], _ options: ImportOptions
) -> Imported {
  let output = Scratch.folder + "/imported.csv"
  unlink(output)
  var imported = Imported()
  do throws(InputError) {
    let report = try TraceImporters.run(importer.name, inputs: inputs, output: output, options: options)
    imported.trace = readTrace(output)
    guard imported.trace.error == nil, imported.trace.rows.count == report.rowsOut else {
      fail("\(importer.name) wrote \(String(describing: imported.trace.error)); \(report)")
    }
    imported.report = report
  } catch {
    // An option that does not fit the file is at fault, not the file.
    if !error.subject.hasPrefix("--") { checkError(error, in: inputs[0]) }
    if access(output, F_OK) == 0 { fail("\(error) left an output") }
    imported.error = error
  }
  return imported
}
