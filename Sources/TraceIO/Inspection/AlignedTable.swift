/// Rows of text in columns: the first column begins at the left, all others end at the right.
struct AlignedTable {
  /// The rows; all have as many fields as the first.
  var rows: [[String]]
  /// How many columns at the end begin at the left too.
  var leftColumns = 0

  /// One line per row, without spaces at its end.
  var lines: [String] {
    guard let header = rows.first else { return [] }
    let widths = header.indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
    return rows.map { row in
      let fields = row.indices.map { column in
        let space = String(repeating: " ", count: widths[column] - row[column].count)
        let isLeft = column == 0 || column >= row.count - leftColumns
        return isLeft ? row[column] + space : space + row[column]
      }
      let line = fields.joined(separator: "  ")
      return String(line.reversed().drop { $0 == " " }.reversed())
    }
  }
}
