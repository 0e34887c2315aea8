internal import ArgumentParser

extension ValidationError {
  /// Seeds are below this, so that every reader of JSON and YAML keeps them exactly.
  static let seedLimit = 1_000_000_000_000_000

  /// Throws what every command says of an option whose number is too small; an option not given passes.
  static func check(_ option: String, _ number: Int?, from least: Int) throws {
    guard let number, number < least else { return }
    throw ValidationError("\(option) needs a number from \(least), got \(number)")
  }
}
