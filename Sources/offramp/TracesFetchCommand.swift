internal import ArgumentParser
internal import Catalog
internal import Glibc
internal import TraceIO

/// `offramp traces fetch`: the files of a data set, every digest checked.
struct TracesFetchCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "fetch",
    abstract: "Download a public data set, or copy it from a mirror, and check every file.",
    discussion: """
      The folder gets its name only when every file is there and its SHA-256 agrees. A download that was cut goes on
      where it stopped when the command is run again. Needs the curl command, and unzip for ucc-5g; with --mirror none.

      Example: offramp traces fetch azure-llm
      """)

  @Argument(help: "A data set of 'offramp traces list'.")
  var name: String

  @Option(help: "Copy from this folder, which holds the data set's folder; files may end in .zst.")
  var mirror: String?

  @Option(name: .shortAndLong, help: "The folder to make. (default: Traces/data/NAME)")
  var output: String?

  @OptionGroup var source: CatalogOption

  func run() throws {
    let dataSet = try Catalog(path: source.catalog).dataSet(name)
    let folder = output ?? "Traces/data/\(dataSet.name)"
    let isVisible = isatty(STDERR_FILENO) == 1
    let outcome = try Fetch.run(dataSet, mirror: mirror, output: folder) { done in
      guard isVisible else { return }
      let end = done == dataSet.files.count ? "\n" : ""
      StandardStreams.writeError("\r\(dataSet.name): file \(done) of \(dataSet.files.count)" + end)
    }
    let verb = outcome == .fetched ? "fetched" : "already there:"
    print(
      "\(verb) \(counted(dataSet.files.count, "file")) of \(dataSet.name) in \(folder), all digests agree")
    print("licence: \(dataSet.licence) (\(dataSet.page))\ncite: \(dataSet.citation)")
    if TraceImporters.all.contains(where: { $0.name == dataSet.importer }) {
      print("next: offramp trace import \(dataSet.importer) \(folder) --output \(dataSet.name).csv.zst")
    }
  }
}
