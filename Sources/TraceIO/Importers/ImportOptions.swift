/// What the user asked of an importer, as text by the name of the option.
///
/// An importer declares which options it takes and reads each one with its range and its own default, so that an
/// option is described in one place.
package struct ImportOptions: Sendable, Equatable, ExpressibleByDictionaryLiteral {
  /// The options by their names on the command line.
  package enum Name: String, Sendable, CaseIterable {
    case state, sources, copies, spread, seed, jitter, direction, interval, column, factor
    case kind, unit, clock
    case timeColumn = "time-column"
    case valueColumn = "value-column"
    case seriesColumn = "series-column"
    case timeFormat = "time-format"
  }

  private var texts: [Name: String] = [:]

  /// No options.
  package init() {}

  /// Options by name; an option named twice keeps its last text.
  package init(dictionaryLiteral elements: (Name, String)...) {
    for (name, text) in elements { texts[name] = text }
  }

  /// The text of an option; nil when it was not given.
  package subscript(name: Name) -> String? {
    get { texts[name] }
    set { texts[name] = newValue }
  }

  /// The options that were given, in the order of their declaration.
  package var given: [Name] { Name.allCases.filter { texts[$0] != nil } }

  /// The whole number of an option, or `standard` when it was not given.
  func integer<Number: FixedWidthInteger>(
    _ name: Name, or standard: Number, in range: ClosedRange<Number>
  ) throws(InputError) -> Number {
    guard let text = texts[name] else { return standard }
    guard let number = Number(text), range.contains(number) else {
      throw fault(name, text, expected: "\(range.lowerBound) to \(range.upperBound)")
    }
    return number
  }

  /// The number of an option, or `standard` when it was not given.
  ///
  /// - Parameter expected: The range in words, as an error gives it.
  func number(
    _ name: Name, or standard: Double, in range: ClosedRange<Double>, expected: String
  ) throws(InputError) -> Double {
    guard let text = texts[name] else { return standard }
    guard let number = Double(text), range.contains(number) else {
      throw fault(name, text, expected: expected)
    }
    return number
  }

  /// The choice of an option, or `standard` when it was not given.
  func choice<Choice: RawRepresentable<String> & CaseIterable>(
    _ name: Name, or standard: Choice
  ) throws(InputError) -> Choice {
    guard let text = texts[name] else { return standard }
    guard let choice = Choice(rawValue: text) else {
      throw fault(name, text, expected: Choice.allCases.map(\.rawValue).joined(separator: ", "))
    }
    return choice
  }

  private func fault(_ name: Name, _ text: String, expected: String) -> InputError {
    InputError("--\(name.rawValue)", found: text.isEmpty ? "nothing" : shown(text), expected: expected)
  }
}
