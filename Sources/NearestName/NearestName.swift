/// The name among `candidates` nearest to `name` by edit distance, if it is near enough to be a typing error: at
/// most a third of the letters differ, or two of a short name.
package func nearestName(to name: String, among candidates: [String]) -> String? {
  let distances = candidates.map { (distance: editDistance(name, $0), name: $0) }
  guard let best = distances.min(by: { $0.distance < $1.distance }) else { return nil }
  return best.distance <= max(2, name.count / 3) ? best.name : nil
}

/// The Levenshtein distance: insertions, deletions and replacements of one letter each.
func editDistance(_ left: String, _ right: String) -> Int {
  let right = Array(right)
  var row = Array(0...right.count)
  for letter in left {
    var diagonal = row[0]
    row[0] += 1
    for column in right.indices {
      let replaced = diagonal + (letter == right[column] ? 0 : 1)
      diagonal = row[column + 1]
      row[column + 1] = min(replaced, row[column] + 1, row[column + 1] + 1)
    }
  }
  return row[right.count]
}
