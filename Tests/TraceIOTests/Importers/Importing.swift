import TraceIO

/// Imports `inputs` and returns the report and the text of the trace.
func imported(
  _ kind: String, _ inputs: [String], _ options: ImportOptions = ImportOptions()
) throws -> (report: ImportReport, text: String) {
  try TemporaryDirectory.run { directory in
    let output = directory.file("out.csv.zst")
    let report = try TraceImporters.run(kind, inputs: inputs, output: output, options: options)
    return (report, String(decoding: try decoded(output), as: UTF8.self))
  }
}

/// Imports a folder that holds `files`, given by name and text.
func imported(
  _ kind: String, _ files: KeyValuePairs<String, String>, _ options: ImportOptions = ImportOptions()
) throws -> (report: ImportReport, text: String) {
  try TemporaryDirectory.run { directory in
    for (name, text) in files { _ = try directory.write(text, to: name) }
    return try imported(kind, [directory.path], options)
  }
}

/// The error of importing a folder that holds one file, without the folder's path.
func importError(
  _ kind: String, _ name: String, _ text: String, _ options: ImportOptions = ImportOptions()
) throws -> String {
  try TemporaryDirectory.run { directory in
    _ = try directory.write(text, to: name)
    let output = directory.file("out.csv")
    let message = directory.message {
      _ = try TraceImporters.run(kind, inputs: [directory.path], output: output, options: options)
    }
    let left = try directory.names()
    return left == [name] ? message : "\(message) and left \(left)"
  }
}
