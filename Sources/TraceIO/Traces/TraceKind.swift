/// The kinds of canonical trace, told apart by their columns.
package enum TraceKind: String, Sendable, CaseIterable {
  /// `time_s,source,tasks`: so many tasks arrive in the interval that begins at `time_s`.
  case arrivalCounts = "arrival counts"
  /// `time_s,source`: one task arrives.
  case arrivalEvents = "arrival events"
  /// `time_s,link,bits_per_s`: the link has this rate until its next row.
  case bandwidth = "bandwidth"
  /// `time_s,server,speed`: the server runs at this factor of its nominal speed until its next row; 0 is a failure.
  case serverSpeeds = "server speeds"

  /// The columns, in the order in which they are written.
  package var columns: [String] {
    switch self {
    case .arrivalCounts: ["time_s", "source", "tasks"]
    case .arrivalEvents: ["time_s", "source"]
    case .bandwidth: ["time_s", "link", "bits_per_s"]
    case .serverSpeeds: ["time_s", "server", "speed"]
    }
  }

  /// Whether a value holds until the next row of its series.
  package var holds: Bool { self == .bandwidth || self == .serverSpeeds }
  /// What a series of this kind is.
  package var seriesNoun: String {
    switch self {
    case .arrivalCounts, .arrivalEvents: "source"
    case .bandwidth: "link"
    case .serverSpeeds: "server"
    }
  }

  /// The kind of a file, by its header.
  ///
  /// - Throws: When the columns of no kind are all there.
  package static func detect(path: String) throws(InputError) -> TraceKind {
    try detect(CSVReader(path: path))
  }

  /// The kind with the most columns that `reader` has all columns of.
  static func detect(_ reader: borrowing CSVReader) throws(InputError) -> TraceKind {
    let header = reader.header
    let fitting = [bandwidth, serverSpeeds, arrivalCounts, arrivalEvents].filter {
      $0.columns.allSatisfy(header.contains)
    }
    guard let kind = fitting.first else {
      throw InputError(
        reader.path, .line(1), found: "the columns \(shown(header.joined(separator: ",")))",
        expected: allCases.map { $0.columns.joined(separator: ",") }.joined(separator: " or "),
        advice: "Import other formats with 'offramp trace import'")
    }
    if kind == .arrivalEvents { try refuseNearMiss(reader) }
    return kind
  }

  /// A column such as `Tasks` must not turn counts into events unseen.
  private static func refuseNearMiss(_ reader: borrowing CSVReader) throws(InputError) {
    for name in reader.header where ["task", "tasks", "count", "counts"].contains(name.lowercased()) {
      throw InputError(
        reader.path, .line(1), found: "a column \(name)",
        expected: "tasks for counts, or no such column for events",
        advice: "Rename \(name) to tasks")
    }
  }
}
