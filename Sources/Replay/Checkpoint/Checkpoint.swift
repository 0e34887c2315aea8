import InputFiles
import TraceIO

/// What an interrupted run goes on from: one file beside what the run has written, always replaced as a whole.
///
/// Lines of text say what it belongs to, so that a checkpoint of anything else is refused in plain words: the format, the
/// version, the build, and the manifest. Behind them is the state of the run, whose layout only that build knows.
/// The checksum of zstd guards it against damage.
struct Checkpoint {
  /// The content of the run's `manifest.json`.
  let manifest: String
  /// A ``ReplayState`` as bytes.
  let state: [UInt8]

  private static let format = "offramp_checkpoint 1"

  /// Writes the file at `path` in one step.
  func write(to path: String) throws(InputError) {
    var file = try ZstdFileWriter(path: path, level: 1)
    try file.write(
      "\(Self.format)\n\(offrampVersion)\n\(try Self.ownBuild.get())\n\(Self.lines(manifest).count)\n\(manifest)"
    )
    try file.write(state)
    try file.finish()
  }

  /// The checkpoint at `path`, which must be of this build and of the run that `manifest` describes.
  static func read(_ path: String, manifest: String) throws(InputError) -> Checkpoint {
    var text = HeadedBytes(try bytes(of: path))
    guard text.takeLine() == format, let version = text.takeLine(), let build = text.takeLine(),
      let count = text.takeLine().flatMap({ Int($0) })
    else {
      throw InputError(path, found: "something else", expected: "a checkpoint", advice: beginAnew)
    }
    let own = try ownBuild.get()
    guard version == offrampVersion, build == own else {
      throw InputError(
        path, found: "the checkpoint of offramp \(version), build \(build.prefix(12))",
        expected: "offramp \(offrampVersion), build \(own.prefix(12)), which may write other bytes",
        advice: "Go on with the program that began the run, or pass --overwrite to begin anew")
    }
    let wanted = lines(manifest)
    let found = (0..<max(0, min(count, wanted.count + 1))).compactMap { _ in text.takeLine() }
    guard found == wanted else { throw mismatch(path, found, wanted) }
    return Checkpoint(manifest: manifest, state: text.rest)
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

  private static func bytes(of path: String) throws(InputError) -> [UInt8] {
    var decoder = try ZstdDecoder(path: path)
    var bytes: [UInt8] = [], buffer = [UInt8](repeating: 0, count: 1 << 16)
    while case let count = try decoder.decode(into: &buffer), count > 0 { bytes += buffer[..<count] }
    return bytes
  }

  /// The digest of this program: two builds of one version may lay out a state differently, and write other bytes.
  private static let ownBuild = Result { () throws(InputError) in try FileDigest.sha256("/proc/self/exe") }
}

/// Bytes that begin with lines of text.
private struct HeadedBytes {
  private let bytes: [UInt8]
  private var start = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  mutating func takeLine() -> String? {
    guard let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) else { return nil }
    defer { start = end + 1 }
    return String(validating: bytes[start..<end], as: UTF8.self)
  }

  var rest: [UInt8] { Array(bytes[start...]) }
}
