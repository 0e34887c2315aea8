import InputFiles
import TraceIO

/// What an interrupted run goes on from: one file beside what the run has written, always replaced as a whole.
///
/// Lines of text say what it belongs to, so that a checkpoint of anything else is refused in plain words: the format, the
/// version, the build, and the manifest. Behind them is the state of the run, whose layout only that build knows.
/// The checksum of zstd guards it against damage.
struct Checkpoint {
  /// A ``ReplayState`` as bytes.
  let state: [UInt8]
  /// The world of every controller as bytes; none behind the last slot.
  let worlds: [[UInt8]]

  private static let format = "offramp_checkpoint 2"

  /// Writes the file at `path` in one step: `state`, then as many worlds, each made when its turn comes and let go before
  /// the next.
  static func write(
    _ state: [UInt8], worldCount: Int, to path: String, manifest: String,
    world: (Int) throws -> [[UInt8]]
  ) throws {
    var file = try ZstdFileWriter(path: path, level: 1)
    try file.write(
      "\(format)\n\(offrampVersion)\n\(try ownBuild.get())\n\(lines(manifest).count)\n\(manifest)")
    try file.write("\(worldCount)\n\(state.count)\n")
    try file.write(state)
    for number in 0..<worldCount {
      let pieces = try world(number)
      try file.write("\(pieces.reduce(0) { $0 + $1.count })\n")
      for piece in pieces { try file.write(piece) }
    }
    try file.finish()
  }

  /// The checkpoint at `path`, which must be of this build and of the run that `manifest` describes.
  static func read(_ path: String, manifest: String) throws(InputError) -> Checkpoint {
    var text = HeadedBytes(try ZstdDecoder(path: path))
    guard try text.takeLine() == format, let version = try text.takeLine(), let build = try text.takeLine(),
      let count = try text.takeCount()
    else { throw noCheckpoint(path) }
    let own = try ownBuild.get()
    guard version == offrampVersion, build == own else {
      throw InputError(
        path, found: "the checkpoint of offramp \(version), build \(build.prefix(12))",
        expected: "offramp \(offrampVersion), build \(own.prefix(12)), which may write other bytes",
        advice: "Go on with the program that began the run, or pass --overwrite to begin anew")
    }
    let wanted = lines(manifest)
    var found: [String] = []
    while found.count < min(count, wanted.count + 1), let line = try text.takeLine() { found.append(line) }
    guard found == wanted else { throw mismatch(path, found, wanted) }
    guard let worldCount = try text.takeCount(), let state = try text.takePart() else {
      throw noCheckpoint(path)
    }
    var worlds: [[UInt8]] = []
    while worlds.count < worldCount {
      guard let world = try text.takePart() else { throw noCheckpoint(path) }
      worlds.append(world)
    }
    guard try text.isAtEnd() else { throw noCheckpoint(path) }  // which also reads the checksum
    return Checkpoint(state: state, worlds: worlds)
  }

  private static func noCheckpoint(_ path: String) -> InputError {
    InputError(path, found: "something else", expected: "a checkpoint", advice: beginAnew)
  }

  private static let beginAnew = "Pass --overwrite to begin anew"

  /// The first line in which two manifests differ; before a digest the line that says of which file.
  private static func mismatch(_ path: String, _ found: [String], _ wanted: [String]) -> InputError {
    let same = zip(found, wanted).prefix { $0 == $1 }.count
    return InputError(
      path, found: "an interrupted run with \(shown(found, same))", expected: shown(wanted, same),
      advice: "Give the same command and the same inputs, or pass --overwrite to begin anew")
  }

  private static func shown(_ lines: [String], _ line: Int) -> String {
    guard line < lines.count else { return "nothing more" }
    let first = lines[line].contains("\"sha256\"") && line > 0 ? line - 1 : line
    let shown = lines[first...line].map { $0.drop { $0 == " " } }.joined(separator: " ")
    return shown.hasSuffix(",") ? String(shown.dropLast()) : shown
  }

  private static func lines(_ text: String) -> [String] { text.split(separator: "\n").map(String.init) }

  /// The digest of this program: two builds of one version may lay out a state differently, and write other bytes.
  private static let ownBuild = Result { () throws(InputError) in try FileDigest.sha256("/proc/self/exe") }
}

/// A file of lines of text and, between them, parts of bytes behind a line that counts them.
private struct HeadedBytes: ~Copyable {
  private var decoder: ZstdDecoder
  private var buffer = [UInt8](repeating: 0, count: 1 << 16)
  private var next = 0, end = 0

  init(_ decoder: consuming ZstdDecoder) { self.decoder = decoder }

  /// Whether there is a byte at `next`.
  private mutating func fill() throws(InputError) -> Bool {
    if next == end {
      end = try decoder.decode(into: &buffer)
      next = 0
    }
    return next < end
  }

  /// Whether nothing is left.
  mutating func isAtEnd() throws(InputError) -> Bool { try !fill() }

  /// The next line; nil at the end, or where it is no text.
  mutating func takeLine() throws(InputError) -> String? {
    var line: [UInt8] = []
    while try fill() {
      next += 1
      if buffer[next - 1] == UInt8(ascii: "\n") { return String(validating: line, as: UTF8.self) }
      line.append(buffer[next - 1])
    }
    return nil
  }

  /// The next line as a count.
  mutating func takeCount() throws(InputError) -> Int? {
    guard let line = try takeLine(), let count = Int(line), count >= 0 else { return nil }
    return count
  }

  /// The next part; nil where the file ends before it does.
  mutating func takePart() throws(InputError) -> [UInt8]? {
    guard let count = try takeCount() else { return nil }
    var part: [UInt8] = []
    while part.count < count {
      guard try fill() else { return nil }
      let taken = min(count - part.count, end - next)
      if part.isEmpty { part.reserveCapacity(count) }
      part += buffer[next..<(next + taken)]
      next += taken
    }
    return part
  }
}
