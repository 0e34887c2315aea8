extension Catalog {
  /// The data sets for people: one line each, aligned.
  package var table: String {
    let header = ["name", "files", "importer", "licence", "what"]
    let rows = dataSets.map { [$0.name, "\($0.files.count)", $0.importer, $0.licence, $0.what] }
    let widths = header.indices.map { column in ([header] + rows).map { $0[column].count }.max() ?? 0 }
    return ([header] + rows).map { row in
      row.indices.map { column in
        let space = String(repeating: " ", count: widths[column] - row[column].count)
        if column == row.count - 1 { return row[column] }
        return column == 1 ? space + row[column] : row[column] + space
      }.joined(separator: "  ")
    }.joined(separator: "\n")
  }
}
