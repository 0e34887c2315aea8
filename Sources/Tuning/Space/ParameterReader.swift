import Controllers
import InputFiles
import TraceIO

/// Reads one entry of `parameters`.
struct ParameterReader {
  var section: StrictMapping
  /// The parameters before it, which conditions may name.
  let earlier: [Parameter]

  /// The parameter; every value at the ends of its domain is one that its key takes.
  mutating func parameter() throws(InputError) -> Parameter {
    let name = try section.text("name")
    guard !earlier.contains(where: { $0.name == name }) else {
      throw section.error(
        section.line, found: "two parameters called '\(name)'", expected: "names of their own",
        advice: "Name one as you like and say with 'sets' which key it sets")
    }
    let key = try section.text("sets", default: name)
    let domain = try domain()
    let parameter = Parameter(name: name, key: key, domain: domain, conditions: try conditions())
    try check(parameter)
    try section.finish()
    return parameter
  }

  private mutating func domain() throws(InputError) -> Domain {
    enum Kind: String, CaseIterable { case float, int, choice }
    enum Spread: String, CaseIterable { case linear, log }
    let kind = try section.choice("type", default: Kind.float)
    if kind == .choice { return .choice(try words()) }
    let isLogarithmic = try section.choice("scale", default: Spread.linear) == .log
    if kind == .int {
      let from = try section.count("from", from: isLogarithmic ? 1 : 0, to: 1_000_000_000)
      let to = try section.count("to", from: from, to: 1_000_000_000)
      return .integer(from: from, to: to, isLogarithmic: isLogarithmic)
    }
    let from = try section.number("from", isLogarithmic ? "a positive number" : "a number") {
      !isLogarithmic || $0 > 0
    }
    let to = try section.number("to", "a number above \(from)") { $0 > from }
    return .float(from: from, to: to, isLogarithmic: isLogarithmic)
  }

  private mutating func words() throws(InputError) -> [String] {
    guard let (words, line) = try section.scalars("values") else {
      throw section.error(section.line, found: "no key 'values' in \(section.name)", expected: "it")
    }
    guard Set(words).count == words.count else {
      throw section.error(line, found: "a value twice at \(section.name).values", expected: "each once")
    }
    return words
  }

  private mutating func conditions() throws(InputError) -> [Parameter.Condition] {
    guard var when = try section.optionalMapping("when") else { return [] }
    var conditions: [Parameter.Condition] = []
    for name in when.remainingKeys {
      guard let (words, line) = try when.scalars(name) else { continue }
      guard let index = earlier.firstIndex(where: { $0.name == name }),
        case .choice(let known) = earlier[index].domain
      else {
        throw when.error(
          line, found: "'\(name)' in \(when.name)", expected: "the name of an earlier parameter with choices")
      }
      var choices: [Int] = []
      for word in words {
        guard let choice = known.firstIndex(of: word) else {
          throw when.error(
            line, found: "'\(word)' at \(when.name).\(name)",
            expected: "one of \(known.joined(separator: ", "))")
        }
        choices.append(choice)
      }
      conditions.append(Parameter.Condition(parameter: index, choices: choices.sorted()))
    }
    return conditions
  }

  private func check(_ parameter: Parameter) throws(InputError) {
    var target = SettingTarget(settings: ControllerSettings())
    for value in parameter.domain.extremes {
      do {
        try target.set(parameter.key, to: parameter.domain.text(of: value))
      } catch {
        throw section.error(
          section.line, found: "\(error.found) for '\(parameter.key)' in \(section.name)",
          expected: error.expected, advice: error.advice)
      }
    }
    guard parameter.key != SettingTarget.nothing else { return }
    for other in earlier where other.key == parameter.key && !excludes(other, parameter) {
      throw section.error(
        section.line, found: "'\(other.name)' and '\(parameter.name)', which may both set '\(other.key)'",
        expected: "conditions ('when') that exclude each other")
    }
  }

  /// Whether no assignment makes both count: they want different words of one choice.
  private func excludes(_ left: Parameter, _ right: Parameter) -> Bool {
    left.conditions.contains { one in
      right.conditions.contains {
        $0.parameter == one.parameter && Set($0.choices).isDisjoint(with: one.choices)
      }
    }
  }
}
