package import EdgeModel
import FoundationEssentials
package import TraceIO

/// Reads decision problems from JSON instance files.
package enum InstanceFile {
  /// The problem in the file at `path`.
  ///
  /// - Throws: `InputError` that names the file and the key at fault.
  package static func read(_ path: String) throws(InputError) -> DecisionProblem {
    let document = try decoded(try TextFile.read(path: path), path)
    return try InstanceCheck(path: path).problem(document)
  }

  private static func decoded(_ text: String, _ path: String) throws(InputError) -> InstanceDocument {
    do {
      return try JSONDecoder().decode(InstanceDocument.self, from: Data(text.utf8))
    } catch let error as DecodingError {
      throw InputError(path, decoding: error)
    } catch {
      throw InputError(path, found: "\(error)", expected: "a JSON object")
    }
  }
}

extension InputError {
  /// What a failed decoding of a JSON file means to its writer.
  init(_ path: String, decoding error: DecodingError) {
    switch error {
    case .keyNotFound(let key, let context):
      self.init(
        path, found: "no key '\(key.stringValue)'\(Self.place(context))", expected: "it",
        advice: "See docs/formats.md for the keys of a file of this kind")
    case .typeMismatch(_, let context), .valueNotFound(_, let context):
      self.init(
        path, found: "a value of the wrong kind\(Self.place(context))", expected: context.debugDescription)
    case .dataCorrupted(let context):
      let cause = context.underlyingError.map { "\($0)" } ?? context.debugDescription
      self.init(path, found: "text that is not JSON (\(cause))", expected: "one JSON object")
    @unknown default:
      self.init(path, found: "\(error)", expected: "one JSON object")
    }
  }

  private static func place(_ context: DecodingError.Context) -> String {
    let path = context.codingPath.map { $0.intValue.map { "[\($0)]" } ?? ".\($0.stringValue)" }.joined()
    return path.isEmpty ? "" : " at \(path.drop { $0 == "." })"
  }
}
