/// What an import read, wrote, and did by each of its rules. Nothing an importer leaves out goes uncounted.
package struct ImportReport: Sendable, Equatable, CustomStringConvertible {
  /// How often a rule applied.
  package struct Effect: Sendable, Equatable {
    /// The rule, as the noun for one case, e.g. `repeated timestamp`.
    package var rule: String
    /// The noun for several cases, when it is not made by adding an s.
    package var plural: String?
    /// The cases.
    package var count: Int
  }

  /// Input files read.
  package var files = 0
  /// Files below named folders that are not of the importer's kind.
  package var skippedFiles = 0
  /// What the files are called, e.g. `CSV`.
  package var fileNoun = "CSV"
  /// Rows read.
  package var rowsIn = 0
  /// Rows written.
  package var rowsOut = 0
  /// Links or sources written, with their noun, e.g. `16 links`.
  package var series = ""
  /// What the rules dropped.
  package var dropped: [Effect] = []
  /// What was counted and kept, e.g. gaps.
  package var noted: [Effect] = []
  /// Rows written with the value 0; nil where values mean nothing.
  package var zeroRows: Int?

  /// The report of an import that has read `rows` rows from `inputs`.
  init(_ inputs: TraceFiles, rows: Int) {
    (files, skippedFiles, fileNoun) = (inputs.files.count, inputs.skipped, inputs.noun)
    rowsIn = rows
  }

  /// The report on one line, e.g. `imported 16 files, 31,022 of 38,989 rows as 16 links; dropped
  /// 7,966 repeated timestamps, 1 backward step; found 12 gaps; 44 % zero`.
  package var description: String {
    var parts = [
      "imported \(counted(files, "file")), \(rowsInWords) as \(series)"
    ]
    parts.append("dropped \(ImportReport.list(dropped) ?? "nothing")")
    if let found = ImportReport.list(noted) { parts.append("found \(found)") }
    if let zeroRows, rowsOut > 0 {
      parts.append("\((200 * zeroRows + rowsOut) / (2 * rowsOut)) % zero")
    }
    if skippedFiles > 0 { parts.append("skipped \(counted(skippedFiles, "file")) that are no \(fileNoun)") }
    return parts.joined(separator: "; ")
  }

  /// An import that only drops keeps so many *of* its rows; one that splits or copies makes more of them.
  private var rowsInWords: String {
    rowsOut > rowsIn
      ? "\(counted(rowsIn, "row")) turned into \(grouped(rowsOut))"
      : "\(grouped(rowsOut)) of \(counted(rowsIn, "row"))"
  }

  private static func list(_ effects: [Effect]) -> String? {
    let present = effects.filter { $0.count > 0 }
    return present.isEmpty
      ? nil : present.map { counted($0.count, $0.rule, $0.plural) }.joined(separator: ", ")
  }
}
