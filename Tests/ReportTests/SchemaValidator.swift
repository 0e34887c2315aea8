import Foundation
import TestSupport

/// Validates values against the part of JSON Schema (draft 2020-12) that docs/decision-log.schema.json uses.
///
/// A keyword it does not know is a fault of its own: nothing is passed over in silence.
struct SchemaValidator {
  let root: ParsedJSON

  private static let annotations: Set = ["$schema", "title", "description", "$defs"]

  /// What is wrong with `value`, one line each; empty when it is valid.
  func faults(_ value: ParsedJSON) -> [String] { faults(value, root, at: "") }

  private func faults(_ value: ParsedJSON, _ schema: ParsedJSON, at path: String) -> [String] {
    schema.keys.sorted().flatMap { keyword -> [String] in
      guard !Self.annotations.contains(keyword), let rule = schema[keyword] else { return [] }
      return faults(value, keyword, rule, at: path)
    }
  }

  private func faults(_ value: ParsedJSON, _ keyword: String, _ rule: ParsedJSON, at path: String) -> [String]
  {
    func claim(_ holds: Bool) -> [String] { holds ? [] : ["\(path): \(keyword) \(rule)"] }
    switch keyword {
    case "$ref": return faults(value, resolved(rule.string ?? ""), at: path)
    case "oneOf":
      let tries = rule.array.map { faults(value, $0, at: path) }
      return tries.count(where: \.isEmpty) == 1 ? [] : tries.min { $0.count < $1.count } ?? []
    case "type":
      let types = rule.string.map { [$0] } ?? rule.array.compactMap(\.string)
      return claim(types.contains { Self.holds(value, $0) })
    case "const": return claim(value == rule)
    case "enum": return claim(rule.array.contains(value))
    case "required":
      return rule.array.compactMap(\.string).filter { value[$0] == nil }.map { "\(path): no \($0)" }
    case "minimum": return claim((value.number ?? .infinity) >= rule.number ?? .infinity)
    case "minItems": return claim(Double(value.array.count) >= rule.number ?? .infinity)
    case "maxItems": return claim(Double(value.array.count) <= rule.number ?? 0)
    case "pattern":
      return claim((value.string ?? "").range(of: rule.string ?? "", options: .regularExpression) != nil)
    case "items":
      return value.array.enumerated().flatMap { faults($0.element, rule, at: "\(path)[\($0.offset)]") }
    case "properties":
      return value.keys.sorted().flatMap { key -> [String] in
        // Stricter than the schema: in our own logs a field that it does not describe is a fault.
        guard let member = value[key], let own = rule[key] else {
          return ["\(path).\(key): not in the schema"]
        }
        return faults(member, own, at: "\(path).\(key)")
      }
    default: return ["\(path): the validator does not know \(keyword)"]
    }
  }

  private func resolved(_ reference: String) -> ParsedJSON {
    reference.split(separator: "/").dropFirst().reduce(root) { $0[String($1)] ?? .null }
  }

  private static func holds(_ value: ParsedJSON, _ type: String) -> Bool {
    switch value {
    case .null: type == "null"
    case .bool: type == "boolean"
    case .number(let number): type == "number" || type == "integer" && number == number.rounded()
    case .string: type == "string"
    case .array: type == "array"
    case .object: type == "object"
    }
  }
}
