/// Imports the 10-minute grid activity of Milan (Telecom Italia; Barlacchi et al., Scientific Data 2015) from the
/// `.npy` blocks of z-scores by D. Vysniauskas as arrival counts, one source per cell, numbered 100 · row + column.
///
/// Rules:
/// - *z-score*: activity = value × standard deviation + mean, both of the publisher's training block.
/// - *Rounding*: an activity within 10⁻⁹ of 0, also below it, is 0 but for rounding and becomes 0; these are
///   counted.
/// - *Tasks*: activity × ``ImportOptions/Name/factor`` per frame of 600 s. The unit of activity is arbitrary.
/// - *Joined block*: the blocks are not contiguous and say no date. Each file begins where the one before ends;
///   the joints are counted.
package struct MilanGridImporter: TraceImporter {
  /// The name on the command line.
  package static let name = "milan-grid"
  /// What it reads and makes.
  package static let summary =
    "Milan grid activity (.npy of z-scores): arrival counts per cell and 10 minutes"
  /// The options it understands.
  package static let options: Set<ImportOptions.Name> = [.factor]
  /// NumPy arrays.
  package static let files = ImportFiles(noun: "NumPy array", suffix: ".npy")

  /// The standard deviation and the mean of the training block, as published with the extract.
  private static let standardDeviation = 132.47248595705986
  private static let mean = 67.61768898039853
  private static let frame: Int64 = 600 * TraceTime.nanosecondsPerSecond
  /// An activity this close to 0 is 0 but for rounding; the least true one is 10⁷ times as large.
  private static let largestRounding = 1e-9

  private let factor: Double

  /// An importer of one task per unit of activity, unless told otherwise.
  package init(options: ImportOptions) throws(InputError) { factor = try options.positive(.factor, or: 1) }

  /// Reads the blocks frame by frame and writes them as they come, which is in the order of time.
  package func convert(_ inputs: TraceFiles, to output: String) throws(InputError) -> ImportReport {
    var report = ImportReport(inputs, rows: 0)
    let note = "offramp trace import \(MilanGridImporter.name): \(factor) tasks per unit of activity"
    var writer = try TraceWriter(path: output, kind: .arrivalCounts, note: note)
    var (frames, cells, rounded) = (0, nil as Int?, 0)
    for file in inputs.files {
      var array = try NumPyArray(path: file.path)
      try check(array, cells: cells, after: frames)
      cells = array.shape[1] * array.shape[2]
      for _ in 0..<array.shape[0] {
        for cell in 0..<array.shape[1] * array.shape[2] {
          let tasks = try tasks(&array, &rounded)
          try writer.write(nanoseconds: Int64(frames) * MilanGridImporter.frame, series: cell, value: tasks)
          report.rowsOut += 1
          if tasks == 0 { report.zeroRows = (report.zeroRows ?? 0) + 1 }
        }
        frames += 1
      }
      try array.finish()
    }
    guard report.rowsOut > 0 else {
      throw InputError(inputs.files[0].path, .contentByte(0), found: "no frame", expected: "at least one")
    }
    try writer.finish()
    return finished(report, cells: cells ?? 0, rounded: rounded)
  }

  private func finished(_ report: ImportReport, cells: Int, rounded: Int) -> ImportReport {
    var report = report
    report.rowsIn = report.rowsOut
    report.zeroRows = report.zeroRows ?? 0
    report.series = counted(cells, "cell")
    report.noted = [
      .init(rule: "rounding set to 0", plural: "roundings set to 0", count: rounded),
      .init(rule: "joined block", count: report.files - 1),
    ]
    return report
  }

  private func check(
    _ array: borrowing NumPyArray, cells: Int?, after frames: Int
  ) throws(InputError) {
    let shape = array.shape
    guard shape.count == 3, shape[1] * shape[2] == cells ?? (shape[1] * shape[2]),
      1...Int(SeriesTable.largestNumber) + 1 ~= shape[1] * shape[2]
    else {
      throw InputError(
        array.path, .contentByte(array.headerStart),
        found: "an array of \(shape.map(String.init).joined(separator: " × "))",
        expected: "frames × rows × columns" + (cells.map { " with \($0) cells, as in the file before" } ?? "")
      )
    }
    let most = Int(TraceTime.latestNanoseconds / MilanGridImporter.frame)
    guard frames + shape[0] <= most else {
      throw InputError(
        array.path, .contentByte(array.headerStart), found: "\(grouped(frames + shape[0])) frames",
        expected: "at most \(grouped(most)) in all files, or 104 days")
    }
  }

  /// The tasks of the next activity of a block.
  private func tasks(_ array: inout NumPyArray, _ rounded: inout Int) throws(InputError) -> Double {
    let start = array.offset
    let score = try array.next()
    let activity = score * MilanGridImporter.standardDeviation + MilanGridImporter.mean
    let isRounding = abs(activity) <= MilanGridImporter.largestRounding
    guard (activity * factor).isFinite, activity >= 0 || isRounding else {
      throw InputError(
        array.path, .contentByte(start), found: "the z-score \(score), an activity of \(activity)",
        expected: "an activity from 0",
        advice: "Check that this is a block of z-scores")
    }
    if isRounding, activity != 0 { rounded += 1 }
    return isRounding ? 0 : activity * factor
  }
}
