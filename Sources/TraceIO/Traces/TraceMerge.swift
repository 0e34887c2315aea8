/// Joining several traces of one kind in time.
package enum TraceMerge {
  /// Writes the rows of all traces, ordered by (time, order of the files); rows of one file keep their order.
  ///
  /// Series of different files stay apart: numbers go behind the largest of the files before, which takes a pass over
  /// each file, and a name in two files is an error. Memory is about 2 MiB and the zstd window (4 MiB in our own files)
  /// per file.
  /// - Parameter joiningSeries: Whether the same number or name is the same series in all files; a rate or count of one
  ///   series at one time in two files is then an error.
  /// - Returns: How many rows were written.
  /// - Throws: On a fault in what is read; then there is no file at `output`.
  /// - Complexity: O(rows · files).
  /// - Precondition: There is a path.
  package static func copy(
    _ paths: [String], joiningSeries: Bool, to output: String
  ) throws(InputError) -> Int {
    let inputs = try open(paths)
    let kind = inputs[0].kind
    if !joiningSeries { try moveApart(inputs) }
    let note =
      "merged by offramp from \(counted(paths.count, "trace")), series \(joiningSeries ? "joined" : "apart")"
    var writer = try TraceWriter(path: output, kind: kind, note: note)
    var series = MergedSeries(paths, kind, joining: joiningSeries)
    var rows = 0
    while let input = next(inputs) {
      try series.check(input)
      let row = input.row
      if let name = input.name {
        try writer.write(nanoseconds: row.time, name: name, value: row.value)
      } else {
        try writer.write(nanoseconds: row.time, series: input.offset + row.series, value: row.value)
      }
      rows += 1
      try input.advance()
    }
    try writer.finish(after: inputs.flatMap(\.notes))
    return rows
  }

  private static func open(_ paths: [String]) throws(InputError) -> [MergeInput] {
    var inputs: [MergeInput] = []
    for (file, path) in paths.enumerated() {
      let input = try MergeInput(path, file: file, of: inputs.first.map { [$0.kind] } ?? TraceKind.allCases)
      if let first = inputs.first, first.hasNames != input.hasNames {
        let (found, expected) = input.hasNames ? ("names", "numbers") : ("numbers", "names")
        throw InputError(
          path, found: "\(input.kind.seriesNoun)s written as \(found)",
          expected: "\(expected), as in \(first.path)", advice: "Write all of them the same way")
      }
      inputs.append(input)
    }
    return inputs
  }

  /// Moves the numbers of each file behind those of the files before.
  private static func moveApart(_ inputs: [MergeInput]) throws(InputError) {
    if inputs[0].hasNames { return }
    var count = 0
    for input in inputs {
      input.offset = count
      var reader = try TraceReader(path: input.path)
      while try reader.nextBatch() != nil {}
      count += reader.series.count
      guard count - 1 <= SeriesTable.largestNumber else {
        throw InputError(
          input.path,
          found: "\(input.kind.seriesNoun) \(count - 1 - input.offset), which would become \(count - 1)",
          expected: "numbers up to \(SeriesTable.largestNumber) in all",
          advice:
            "Merge fewer traces, or pass --join where equal numbers mean the same \(input.kind.seriesNoun)")
      }
    }
  }

  /// The input with the earliest row, the first of several; nil when all are at their ends.
  private static func next(_ inputs: [MergeInput]) -> MergeInput? {
    var next: MergeInput?
    for input in inputs where !input.isAtEnd {
      if next.map({ input.row.time < $0.row.time }) ?? true { next = input }
    }
    return next
  }
}
