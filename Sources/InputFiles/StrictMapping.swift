internal import NearestName
package import TraceIO
package import Yams

/// A YAML mapping that is read key by key and refuses what nobody asked for.
package struct StrictMapping {
  /// The file.
  package let path: String
  /// Where the mapping stands in the file, e.g. `stages[1].link`; empty at the top.
  package let name: String
  /// The line on which it begins.
  package let line: Int
  private var entries: [(key: String, line: Int, node: Node)]
  private var asked: [String] = []

  /// The mapping at `node`.
  package init(path: String, name: String, _ node: Node) throws(InputError) {
    let line = node.mark?.line ?? 1
    guard case .mapping(let mapping) = node else {
      throw InputError(
        path, .line(line), found: "\(Self.kind(of: node))\(name.isEmpty ? "" : " at \(name)")",
        expected: "keys with values")
    }
    self.path = path
    self.name = name
    self.line = line
    entries = mapping.map { ($0.key.string ?? "?", $0.key.mark?.line ?? line, $0.value) }
  }

  /// The mapping that the YAML file at `path` consists of.
  ///
  /// - Parameter content: What the file should hold, e.g. `scenario`.
  package init(file path: String, content: String) throws(InputError) {
    let text = try TextFile.read(path: path)
    do {
      guard let node = try Yams.compose(yaml: text) else {
        throw InputError(path, .line(1), found: "no content", expected: "a \(content)")
      }
      try self.init(path: path, name: "", node)
    } catch let error as InputError {
      throw error
    } catch let error as YamlError {
      throw InputError(path, yaml: error)
    } catch {
      throw InputError(path, found: "\(error)", expected: "a YAML \(content)")
    }
  }

  /// The value of `key`, if it is there.
  package mutating func take(_ key: String) -> (node: Node, line: Int)? {
    asked.append(key)
    guard let index = entries.firstIndex(where: { $0.key == key }) else { return nil }
    let entry = entries.remove(at: index)
    return (entry.node, entry.line)
  }

  /// The value of `key`.
  package mutating func require(_ key: String) throws(InputError) -> (node: Node, line: Int) {
    if let value = take(key) { return value }
    if let typed = entries.first(where: { nearestName(to: $0.key, among: [key]) != nil }) {
      throw InputError(
        path, .line(typed.line), found: "unknown key '\(typed.key)'\(name.isEmpty ? "" : " in \(name)")",
        expected: "'\(key)'")
    }
    throw InputError(
      path, .line(line), found: "no key '\(key)'\(name.isEmpty ? "" : " in \(name)")", expected: "it")
  }

  /// The mapping under `key`.
  package mutating func mapping(_ key: String) throws(InputError) -> StrictMapping {
    try StrictMapping(path: path, name: childName(key), try require(key).node)
  }

  /// The list of mappings under `key`, not empty.
  package mutating func mappings(_ key: String) throws(InputError) -> [StrictMapping] {
    let value = try require(key)
    guard case .sequence(let sequence) = value.node, !sequence.isEmpty else {
      throw InputError(
        path, .line(value.line), found: "\(Self.kind(of: value.node)) at \(childName(key))",
        expected: "a list of one entry or more")
    }
    var mappings: [StrictMapping] = []
    for (index, node) in sequence.enumerated() {
      mappings.append(try StrictMapping(path: path, name: "\(childName(key))[\(index)]", node))
    }
    return mappings
  }

  /// The keys that nobody has asked for yet, in the order of the file.
  package var remainingKeys: [String] { entries.map(\.key) }

  /// The mapping under `key`, nil where there is none.
  package mutating func optionalMapping(_ key: String) throws(InputError) -> StrictMapping? {
    guard let value = take(key) else { return nil }
    return try StrictMapping(path: path, name: childName(key), value.node)
  }

  /// The single values listed under `key`, one alone without a list too; nil where there is no such key.
  package mutating func scalars(_ key: String) throws(InputError) -> (values: [String], line: Int)? {
    guard let value = take(key) else { return nil }
    guard case .sequence(let sequence) = value.node else { return ([try scalar(value, key)], value.line) }
    guard !sequence.isEmpty else {
      throw InputError(
        path, .line(value.line), found: "an empty list at \(childName(key))",
        expected: "a list of one value or more")
    }
    var values: [String] = []
    for node in sequence { values.append(try scalar((node, node.mark?.line ?? value.line), key)) }
    return (values, value.line)
  }

  /// The text under `key`, which must not be empty, or `fallback` where the key may be missing.
  package mutating func text(_ key: String, default fallback: String? = nil) throws(InputError) -> String {
    if let fallback {
      guard let value = take(key) else { return fallback }
      return try scalar(value, key)
    }
    let value = try require(key), text = try scalar(value, key)
    guard !text.isEmpty else {
      throw InputError(path, .line(value.line), found: "nothing at \(childName(key))", expected: "some text")
    }
    return text
  }

  /// The case of `Choice` named under `key`, or `fallback` where the key may be missing.
  package mutating func choice<Choice: CaseIterable & RawRepresentable<String>>(
    _ key: String, default fallback: Choice
  ) throws(InputError) -> Choice {
    guard let value = take(key) else { return fallback }
    guard let choice = Choice(rawValue: try scalar(value, key)) else {
      throw InputError(
        path, .line(value.line), found: "\(Self.kind(of: value.node)) at \(childName(key))",
        expected: "one of " + Choice.allCases.map(\.rawValue).joined(separator: ", "))
    }
    return choice
  }

  /// The number under `key`, which must satisfy `isValid`, or `fallback` where the key may be missing.
  package mutating func number(
    _ key: String, default fallback: Double? = nil, _ expected: String = "a positive number",
    where isValid: (Double) -> Bool = { $0 > 0 }
  ) throws(InputError) -> Double {
    let found: (node: Node, line: Int)
    if let fallback {
      guard let value = take(key) else { return fallback }
      found = value
    } else {
      found = try require(key)
    }
    let text = try scalar(found, key)
    guard let number = Double(text), number.isFinite, isValid(number) else {
      throw InputError(
        path, .line(found.line), found: "\(Self.kind(of: found.node)) at \(childName(key))",
        expected: expected)
    }
    return number
  }

  /// The whole number under `key`, from `least` to `most`, or `fallback` where the key may be missing.
  package mutating func count(
    _ key: String, default fallback: Int? = nil, from least: Int = 1, to most: Int = 999_999_999_999_999
  ) throws(InputError) -> Int {
    let range = Double(least)...Double(most)
    let end = most < 1_000_000_000 ? " to \(most)" : ""
    let number = try number(key, default: fallback.map(Double.init), "a whole number from \(least)\(end)") {
      range.contains($0) && $0 == $0.rounded()
    }
    return Int(number)
  }

  /// The error for a value at `line`.
  package func error(_ line: Int, found: String, expected: String, advice: String = "") -> InputError {
    InputError(path, .line(line), found: found, expected: expected, advice: advice)
  }

  /// All that is left, as text: for settings whose keys somebody else knows.
  package mutating func takeAll() throws(InputError) -> [(key: String, line: Int, value: String)] {
    var all: [(key: String, line: Int, value: String)] = []
    for entry in entries {
      all.append((entry.key, entry.line, try scalar((entry.node, entry.line), entry.key)))
    }
    entries = []
    return all
  }

  /// Fails if a key is left that nobody asked for.
  package func finish() throws(InputError) {
    if let left = entries.first { throw unknown(left) }
  }

  private func unknown(_ entry: (key: String, line: Int, node: Node)) -> InputError {
    InputError(
      path, .line(entry.line), found: "unknown key '\(entry.key)'\(name.isEmpty ? "" : " in \(name)")",
      expected: "one of \(asked.joined(separator: ", "))",
      advice: nearestName(to: entry.key, among: asked).map { "Perhaps '\($0)' is meant" } ?? "")
  }

  private func scalar(_ value: (node: Node, line: Int), _ key: String) throws(InputError) -> String {
    guard case .scalar(let scalar) = value.node else {
      throw InputError(
        path, .line(value.line), found: "\(Self.kind(of: value.node)) at \(childName(key))",
        expected: "a single value")
    }
    return scalar.string
  }

  private func childName(_ key: String) -> String { name.isEmpty ? key : "\(name).\(key)" }

  private static func kind(of node: Node) -> String {
    switch node {
    case .scalar(let scalar): scalar.string.isEmpty ? "nothing" : "'\(scalar.string)'"
    case .mapping: "keys with values"
    case .sequence(let sequence): sequence.isEmpty ? "an empty list" : "a list"
    case .alias: "an alias"
    }
  }
}
