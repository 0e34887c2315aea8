package import TraceIO

/// A journal that is being written: every trial is on the device before the next one is.
package final class StudyJournal {
  /// The file.
  package let path: String
  /// All trials in it, by number.
  package private(set) var trials: [Trial] = []
  /// The bytes of a cut record that were dropped when it was opened.
  package private(set) var droppedByteCount = 0
  private let header: StudyHeader
  private let file: AppendedFile

  /// Opens the journal at `path` for the study of `header`, and begins it where there is none.
  ///
  /// - Throws: `InputError` where it is the journal of another study, is damaged, or is written by another process.
  package init(path: String, header: StudyHeader) throws(InputError) {
    self.path = path
    self.header = header
    let isThere = PosixFile.exists(path)
    file = try AppendedFile(path: path)
    if isThere, let records = try JournalRecords(path) {
      if let key = records.header.firstDifference(from: header) {
        throw InputError(
          path, .line(1), found: "another study, made from other values of '\(key)'",
          expected: "the study that was asked for",
          advice: "Ask for what it was made from, choose another --output, or pass --overwrite")
      }
      trials = records.trials
      droppedByteCount = records.tornByteCount
      if droppedByteCount > 0 { try file.truncate(to: records.wholeByteCount) }
    } else {
      try file.truncate(to: 0)
      try file.append(JournalRecords.line(header.json))
    }
  }

  /// Appends a trial.
  ///
  /// - Precondition: Its number is larger than those in the journal.
  func append(_ trial: Trial) throws(InputError) {
    precondition(trials.last.map { $0.number < trial.number } ?? true, "trial \(trial.number) out of order")
    try file.append(JournalRecords.line(trial.json(header)))
    trials.append(trial)
  }
}
