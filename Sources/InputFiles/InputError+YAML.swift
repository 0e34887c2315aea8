internal import TraceIO
internal import Yams

extension InputError {
  /// A file that is not YAML.
  init(_ path: String, yaml error: YamlError) {
    switch error {
    case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
      .composer(_, let problem, let mark, _):
      self.init(
        path, .line(mark.line), found: "text that is not YAML (\(problem))", expected: "keys with values")
    case .duplicatedKeysInMapping(let duplicates, let context):
      self.init(
        path, .line(context.mark.line), found: "the key '\(duplicates.first ?? "")' twice",
        expected: "it once")
    default:
      self.init(path, found: "text that is not YAML (\(error))", expected: "keys with values")
    }
  }
}
