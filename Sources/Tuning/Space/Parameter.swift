/// One thing a study varies: a setting of the controller, or of the scenario, and the values it may take.
package struct Parameter: Sendable, Equatable {
  /// When a parameter counts: as long as an earlier choice has one of these values.
  package struct Condition: Sendable, Equatable {
    /// The index of the earlier parameter, a choice.
    package let parameter: Int
    /// The indices of its choices that make this parameter count.
    package let choices: [Int]
  }

  /// Its name in tables and in the journal.
  package let name: String
  /// The setting it sets; two parameters with conditions that exclude each other may set the same.
  package let key: String
  /// The values.
  package let domain: Domain
  /// All must hold; a parameter with none always counts.
  package let conditions: [Condition]
}

/// The value of every parameter in order: a number, or the index of a choice; nil where the parameter does not count.
package typealias Assignment = [Double?]
