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
    } catch {
      if let fault = JSONSyntax.fault(in: Array(text.utf8)) {
        throw InputError(
          path, .line(fault.line), found: fault.found, expected: fault.expected,
          advice: "Check that it is JSON")
      }
      throw InputError(path, decoding: error)
    }
  }
}

extension InputError {
  /// What a failed decoding of a JSON file means to its writer.
  init(_ path: String, decoding error: any Error) {
    switch error as? DecodingError {
    case .keyNotFound(let key, let context)?:
      self.init(
        path, found: "no key '\(key.stringValue)'\(Self.place(context))", expected: "it",
        advice: "See docs/formats.md for the keys of a file of this kind")
    case .typeMismatch(let type, let context)?, .valueNotFound(let type, let context)?:
      self.init(
        path, found: "a value of the wrong kind\(Self.place(context))", expected: Self.kind(of: type))
    default:
      self.init(
        path, found: "a number that does not fit, such as 1.5 nodes or 1e999",
        expected: "whole numbers of nodes, and numbers that fit a double")
    }
  }

  private static func place(_ context: DecodingError.Context) -> String {
    let path = context.codingPath.map { $0.intValue.map { "[\($0)]" } ?? ".\($0.stringValue)" }.joined()
    return path.isEmpty ? "" : " at \(path.drop { $0 == "." })"
  }

  private static func kind(of type: any Any.Type) -> String {
    switch type {
    case is Double.Type: "a number"
    case is Int.Type: "a whole number"
    case is String.Type: "text"
    case is any Sequence.Type: "a list, or an object with its keys"
    default: "an object with its keys"
    }
  }
}
