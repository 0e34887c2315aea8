/// The series of a merge, and which of its traces has them: checks what two traces may not both have.
struct MergedSeries {
  private let paths: [String]
  private let kind: TraceKind
  private let isJoining: Bool

  private var names = SeriesTable()
  /// The file that each name was first met in.
  private var owners: [Int] = []
  /// Time and file of the latest row of each series, where two files must not have both.
  private var latest: [(time: Int64, file: Int)] = []

  /// The series of the traces at `paths`.
  init(_ paths: [String], _ kind: TraceKind, joining: Bool) {
    (self.paths, self.kind) = (paths, kind)
    isJoining = joining
  }

  /// Checks the current row of `input`; rows come in the order of time.
  mutating func check(_ input: MergeInput) throws(InputError) {
    let number =
      try input.name.map { name throws(InputError) in try self.number(of: name, input) } ?? input.row.series
    if isJoining, kind != .arrivalEvents { try checkTime(number, input) }
  }

  private mutating func number(of name: String, _ input: MergeInput) throws(InputError) -> Int {
    let noun = kind.seriesNoun
    switch names.number(of: Array(name.utf8).span) {
    case .failure(let problem):
      throw InputError(
        input.path, try input.line(), found: "\(noun) \(shown(name))", expected: problem.expected + " in all",
        advice: "Merge fewer traces")
    case .success(let number):
      let number = Int(number)
      if number == owners.count { owners.append(input.file) }
      guard isJoining || owners[number] == input.file else {
        throw InputError(
          input.path, try input.line(),
          found: "\(noun) \(shown(name)), which \(paths[owners[number]]) has too",
          expected: "\(noun)s of its own", advice: "Pass --join if it is the same \(noun), or rename it")
      }
      return number
    }
  }

  private mutating func checkTime(_ number: Int, _ input: MergeInput) throws(InputError) {
    while latest.count <= number { latest.append((-1, -1)) }
    let (time, file) = latest[number]
    guard time < input.row.time || file == input.file else {
      let name = input.name ?? "\(number)"
      throw InputError(
        input.path, try input.line(),
        found:
          "a row of \(kind.seriesNoun) \(shown(name)) at \(TraceTime.seconds(time)) s, which \(paths[file]) has too",
        expected: "it in one of them",
        advice: "Drop one of the two, or merge without --join to keep two \(kind.seriesNoun)s")
    }
    latest[number] = (input.row.time, input.file)
  }
}
