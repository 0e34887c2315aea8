// The fuzz targets: what they are given is a file, which every reader of traces reads, or one importer. Compiled into
// one module with the sources of TraceIO by `Tools/fuzz/run`; not part of the package.
internal import Glibc

/// One input: 0 unless the process ends before.
@_cdecl("LLVMFuzzerTestOneInput")
public func testOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let bytes = Array(UnsafeBufferPointer(start: start, count: count))
  let path = Scratch.write(bytes, to: "input.csv")
  let content = checkContent(path)
  if let importer = Target.importer {
    checkImporter(importer, path, content)
  } else {
    checkReaders(path, content)
  }
  return 0
}

/// What is fuzzed: all readers of traces, or the importer that `OFFRAMP_FUZZ_TARGET` names.
enum Target {
  static let importer: (any TraceImporter.Type)? = {
    guard let name = getenv("OFFRAMP_FUZZ_TARGET").map({ String(cString: $0) }), name != readers else {
      return nil
    }
    guard let importer = TraceImporters.all.first(where: { $0.name == name }) else {
      fail("no target \(name)")
    }
    return importer
  }()

  /// The name of the target of all readers.
  static let readers = "readers"
}

func checkReaders(_ path: String, _ content: [UInt8]?) {
  checkColumns(path)
  let trace = readTrace(path)
  check(trace, of: path)
  if let content, content.count < 1 << 16 { checkCompressed(content, expected: trace) }
}

/// With `OFFRAMP_FUZZ_SEEDS=FOLDER`, writes a folder of seeds there for each target and ends.
@_cdecl("LLVMFuzzerInitialize")
public func initialize(
  _ count: UnsafeMutablePointer<CInt>?,
  _ values: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?>?
) -> CInt {
  guard let folder = getenv("OFFRAMP_FUZZ_SEEDS") else { return 0 }
  Seeds.write(to: String(cString: folder))
  exit(0)
}

/// Files of this process.
enum Scratch {
  /// Where they are; best in memory.
  static let folder: String = {
    guard let folder = getenv("OFFRAMP_FUZZ_SCRATCH") else { return "/tmp" }
    return String(cString: folder)
  }()

  static func write(_ bytes: [UInt8], to name: String) -> String {
    let path = folder + "/" + name
    store(bytes, at: path)
    return path
  }
}

/// Writes a file.
func store(_ bytes: [UInt8], at path: String) {
  let file = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
  var written = 0
  while written < bytes.count {
    written += bytes.withUnsafeBytes {
      Glibc.write(file, $0.baseAddress.map { $0 + written }, $0.count - written)
    }
  }
  close(file)
}

/// Ends the process with a message; libFuzzer then keeps the input.
func fail(_ message: String) -> Never { fatalError("fuzz: " + message) }

/// An error must name the file and a place in it.
func checkError(_ error: InputError, in path: String) {
  guard error.subject == path else { fail("an error about \(error.subject): \(error)") }
  if error.place == .whole { fail("no place in: \(error)") }
}

// Decoding.

/// What came of decoding a file.
struct Decoded: Equatable {
  var content: [UInt8] = []
  var notes: [String] = []
  var error: InputError?
}

/// Decodes up to 4 MiB; `threads` as in ``ContentReader``.
func decode(_ path: String, threads: Int) -> Decoded {
  var decoded = Decoded()
  do throws(InputError) {
    var reader = try ContentReader(FrameMap(path: path), threads: threads)
    var buffer = [UInt8](repeating: 0, count: (1 << 16) + CSVKernel.slack)
    while !reader.isAtEnd, decoded.content.count < 4 << 20 {
      let range = try reader.refill(&buffer, keeping: 0..<0)
      decoded.content += buffer[range]
    }
    decoded.notes = reader.notes
  } catch {
    decoded.error = error
  }
  return decoded
}

/// Decodes in the caller's thread and ahead of it, which must agree; the content when there is no error.
func checkContent(_ path: String) -> [UInt8]? {
  let direct = decode(path, threads: 0)
  if let error = direct.error { checkError(error, in: path) }
  if direct.content.count < 4 << 20 {
    for threads in 1...2 {
      let ahead = decode(path, threads: threads)
      if ahead != direct {
        fail("\(threads) threads decode other content: \(String(describing: ahead.error))")
      }
    }
  }
  return direct.error == nil ? direct.content : nil
}

/// The same content as two frames must read as the plain file does, places of errors included.
func checkCompressed(_ content: [UInt8], expected: Trace) {
  let path = pack(content)
  var expected = expected
  let found = readTrace(path)
  let isMistaken = isMistaken(content, expected.error)
  expected.error?.subject = path
  if found != expected, !isMistaken { fail("compressed: \(found)\nplain: \(expected)") }
}

/// Whether content is taken for something else as a plain file, which the four magic bytes tell from zstd.
func isMistaken(_ content: [UInt8], _ error: InputError?) -> Bool {
  content.isEmpty || error?.place == .byte(0)
}

/// The path of `content` as two zstd frames.
func pack(_ content: [UInt8]) -> String {
  let path = Scratch.folder + "/packed.csv.zst"
  let cut = content.count / 3
  do throws(InputError) {
    var writer = try ZstdFileWriter(path: path)
    try writer.write(Array(content[..<cut]))
    try writer.endFrame()
    try writer.write(Array(content[cut...]))
    try writer.finish()
  } catch {
    fail("cannot write: \(error)")
  }
  return path
}

// Columns.

/// What came of reading columns, row by row.
struct Table: Equatable {
  var rows: [[UInt64]] = []
  var names: [[String]] = []
  var error: InputError?
}

/// The columns to read, chosen by the first letter of their names; the others are stepped over.
func wantedColumns(_ header: [String]) -> [CSVColumns.Column] {
  var columns: [CSVColumns.Column] = []
  for name in header.prefix(64) where header.count(where: { $0 == name }) == 1 {
    switch name.first {
    case "t" where !columns.contains { $0.isOrdered }: columns.append(.orderedTime(name))
    case "u": columns.append(.time(name))
    case "s", "l", "c": columns.append(.series(name))
    case "x": columns.append(.number(name))
    case "y", "b": columns.append(.amount(name))
    default: break
    }
  }
  return columns
}

extension CSVColumns.Column {
  fileprivate var isOrdered: Bool { if case .orderedTime = self { true } else { false } }
}

/// The fast path must read what the checked one reads, or find the same error behind a part of its rows.
func checkColumns(_ path: String) {
  let columns: [CSVColumns.Column]
  do throws(InputError) {
    columns = wantedColumns(try CSVReader(path: path).header)
  } catch {
    return checkError(error, in: path)
  }
  if columns.isEmpty { return }
  let expected = readChecked(path, columns)
  if let error = expected.error { checkError(error, in: path) }
  for capacity in [8192, 5] {
    let found = readFast(path, columns, capacity: capacity)
    let whole = expected.error == nil ? expected.rows.count : expected.rows.count / capacity * capacity
    guard found.error == expected.error, found.rows.elementsEqual(expected.rows.prefix(whole)),
      expected.error != nil || found.names == expected.names
    else { fail("fast, \(capacity) rows a batch: \(found)\nchecked: \(expected)") }
  }
}

func readChecked(_ path: String, _ columns: [CSVColumns.Column]) -> Table {
  var table = Table()
  var series = columns.map { _ in SeriesTable() }
  var last: Int64 = 0
  do throws(InputError) {
    var csv = try CSVReader(path: path)
    let places = try csv.columns(columns.map(\.name))
    while try csv.nextRow() {
      var row: [UInt64] = []
      for (index, column) in columns.enumerated() {
        switch column {
        case .time: row.append(UInt64(bitPattern: try csv.time(places[index])))
        case .orderedTime(let name):
          let time = try csv.time(places[index])
          guard time >= last else { throw unsorted(csv, time, last, name) }
          last = time
          row.append(UInt64(bitPattern: time))
        case .series: row.append(UInt64(try csv.series(places[index], in: &series[index])))
        case .number: row.append(try csv.number(places[index]).bitPattern)
        case .amount: row.append(try csv.amount(places[index]).bitPattern)
        }
      }
      table.rows.append(row)
    }
  } catch {
    table.error = error
  }
  for (index, column) in columns.enumerated() where column.storage == .series {
    table.names.append(series[index].names)
  }
  return table
}

func unsorted(_ csv: borrowing CSVReader, _ time: Int64, _ last: Int64, _ name: String) -> InputError {
  InputError(
    csv.path, .line(csv.line),
    found: "time \(TraceTime.seconds(time)) s after \(TraceTime.seconds(last)) s on the row above",
    expected: "times in order", advice: "Sort the rows by \(name)")
}

func readFast(_ path: String, _ columns: [CSVColumns.Column], capacity: Int) -> Table {
  var table = Table()
  do throws(InputError) {
    var csv = try CSVColumns(path: path, columns: columns)
    var batch = csv.makeBatch(capacity: capacity)
    while try csv.read(into: &batch) {
      for row in 0..<batch.count {
        table.rows.append(columns.indices.map { value(csv, batch, $0, columns[$0], row) })
      }
    }
    for index in columns.indices where columns[index].storage == .series {
      table.names.append(csv.seriesNames(of: index))
    }
  } catch {
    table.error = error
  }
  return table
}

private func value(
  _ csv: borrowing CSVColumns, _ batch: CSVBatch, _ index: Int, _ column: CSVColumns.Column, _ row: Int
) -> UInt64 {
  let place = csv.rows(of: index, in: batch).lowerBound + row
  return switch column.storage {
  case .time: UInt64(bitPattern: batch.times[place])
  case .series: UInt64(batch.series[place])
  case .number: batch.numbers[place].bitPattern
  }
}

// Traces.

/// What came of reading a canonical trace.
struct Trace: Equatable {
  var rows = TraceBatch()
  var names: [String] = []
  var error: InputError?
}

func readTrace(_ path: String, from first: Int64 = 0) -> Trace {
  var trace = Trace()
  do throws(InputError) {
    var reader = try TraceReader(path: path, fromNanoseconds: first)
    while let batch = try reader.nextBatch() {
      trace.rows.timeNanoseconds += batch.timeNanoseconds
      trace.rows.series += batch.series
      trace.rows.values += batch.values
    }
    trace.names = reader.series.names
  } catch {
    trace.error = error
  }
  return trace
}

/// What is promised of rows must hold, and the other readers must take what this one takes.
func check(_ trace: Trace, of path: String) {
  if let error = trace.error { checkError(error, in: path) }
  let times = trace.rows.timeNanoseconds
  guard zip(times, times.dropFirst()).allSatisfy({ $0 <= $1 }),
    times.allSatisfy({ (0...TraceTime.latestNanoseconds).contains($0) }),
    trace.rows.values.allSatisfy({ $0.isFinite && $0 >= 0 }), trace.rows.series.allSatisfy({ $0 >= 0 })
  else { fail("rows break their promise: \(trace)") }
  if trace.error == nil, !times.isEmpty {
    let first = times[times.count / 2]
    let skipped = times.prefix { $0 < first }.count
    let rest = readTrace(path, from: first)
    guard rest.rows.timeNanoseconds.elementsEqual(times.dropFirst(skipped)),
      rest.rows.values.elementsEqual(trace.rows.values.dropFirst(skipped))
    else { fail("from \(first): \(rest), of \(trace)") }
  }
  do throws(InputError) {
    let inspection = try TraceInspection(path: path)
    guard trace.error == nil, inspection.all.rows == trace.rows.count else { fail("inspection disagrees") }
    _ = inspection.table
  } catch {
    if error != trace.error { fail("inspection: \(error), reader: \(String(describing: trace.error))") }
  }
  do throws(InputError) {
    let links = try LinkTrace.load(path: path)
    let rows = links.reduce(0) { $0 + $1.bitsPerSecond.count }
    guard trace.error == nil, rows == trace.rows.count else { fail("links disagree") }
  } catch {
    checkError(error, in: path)
  }
}
