import Replay

extension Parameter {
  /// The parameter as a journal states it.
  func json(among all: [Parameter]) -> JSONValue {
    var members: [(key: String, value: JSONValue)] = [("name", .string(name)), ("sets", .string(key))]
    switch domain {
    case .float(let from, let to, let isLogarithmic):
      members += [("type", "float"), ("from", .number(from)), ("to", .number(to))]
      members.append(("scale", isLogarithmic ? "log" : "linear"))
    case .integer(let from, let to, let isLogarithmic):
      members += [("type", "int"), ("from", .integer(from)), ("to", .integer(to))]
      members.append(("scale", isLogarithmic ? "log" : "linear"))
    case .choice(let words):
      members += [("type", "choice"), ("values", .array(words.map(JSONValue.string)))]
    }
    let conditions = conditions.map { condition -> (key: String, value: JSONValue) in
      let other = all[condition.parameter]
      return (
        other.name,
        .array(condition.choices.map { .string(other.domain.text(of: Double($0))) })
      )
    }
    members.append(("when", .object(conditions)))
    return .object(members)
  }

  /// The parameter that a journal states; nil where that makes no sense.
  init?(_ json: JSONValue, among earlier: [Parameter]) {
    guard let name = json["name"]?.string, let key = json["sets"]?.string else { return nil }
    (self.name, self.key) = (name, key)
    let isLogarithmic = json["scale"]?.string == "log"
    switch json["type"]?.string {
    case "float":
      guard let from = json["from"]?.number, let to = json["to"]?.number, from < to,
        !isLogarithmic || from > 0
      else { return nil }
      domain = .float(from: from, to: to, isLogarithmic: isLogarithmic)
    case "int":
      guard let from = json["from"]?.integer, let to = json["to"]?.integer, from <= to,
        !isLogarithmic || from > 0
      else { return nil }
      domain = .integer(from: from, to: to, isLogarithmic: isLogarithmic)
    case "choice":
      let words = json["values"]?.elements.compactMap(\.string) ?? []
      guard !words.isEmpty else { return nil }
      domain = .choice(words)
    default: return nil
    }
    guard case .object(let when) = json["when"] ?? [:] else { return nil }
    conditions = when.compactMap { member in
      guard let index = earlier.firstIndex(where: { $0.name == member.key }) else { return nil }
      let choices = member.value.elements.compactMap { $0.string.flatMap(earlier[index].domain.value(of:)) }
      return Condition(parameter: index, choices: choices.map { Int($0) })
    }
  }
}
