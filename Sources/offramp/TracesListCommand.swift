internal import ArgumentParser
internal import Catalog

/// `offramp traces list`: which public data sets there are.
struct TracesListCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "List the public data sets: files, importer, licence, what it is.",
    discussion: "Example: offramp traces list")

  @OptionGroup var source: CatalogOption

  func run() throws { print(try Catalog(path: source.catalog).table) }
}
