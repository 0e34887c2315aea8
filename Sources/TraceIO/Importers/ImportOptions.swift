/// What the user asked of an importer; nil where the importer's own default holds.
package struct ImportOptions: Sendable, Equatable {
  /// The options by their names on the command line.
  package enum Name: String, Sendable, CaseIterable {
    case state, sources, copies, spread, seed
  }

  /// Keep only rows with this state.
  package var state: String?
  /// How many sources to deal requests to.
  package var sources: Int?
  /// How many requests each request of the data set stands for, possibly fractional.
  package var copies: Double?
  /// Over how many seconds the copies of a request are spread.
  package var spreadSeconds: Double?
  /// The seed of all that is drawn.
  package var seed: UInt64?

  /// Options, by default none.
  package init(
    state: String? = nil, sources: Int? = nil, copies: Double? = nil, spreadSeconds: Double? = nil,
    seed: UInt64? = nil
  ) {
    self.state = state
    self.sources = sources
    self.copies = copies
    self.spreadSeconds = spreadSeconds
    self.seed = seed
  }

  /// Whether an option was given.
  package func has(_ name: Name) -> Bool {
    switch name {
    case .state: state != nil
    case .sources: sources != nil
    case .copies: copies != nil
    case .spread: spreadSeconds != nil
    case .seed: seed != nil
    }
  }
}
