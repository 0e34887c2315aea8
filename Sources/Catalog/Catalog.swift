internal import InputFiles
package import TraceIO

/// The public data sets that offramp imports.
package struct Catalog: Sendable, Equatable {
  /// The data sets, in the order of the file.
  package var dataSets: [DataSet]

  /// Reads a catalog. Every key is named here once; one that is not is an error.
  ///
  /// - Throws: `InputError` with the line of the first fault.
  package init(path: String) throws(InputError) {
    var top = try StrictMapping(file: path, content: "catalog of data sets")
    let version = try top.count("offramp_catalog")
    guard version == 1 else {
      throw top.error(1, found: "catalog version \(version)", expected: "version 1")
    }
    let directory = path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
    dataSets = []
    for var section in try top.mappings("data_sets") {
      let dataSet = try Catalog.dataSet(&section, directory)
      guard !dataSets.contains(where: { $0.name == dataSet.name }) else {
        throw section.error(section.line, found: "the data set '\(dataSet.name)' twice", expected: "it once")
      }
      dataSets.append(dataSet)
    }
    try top.finish()
  }

  /// The data set called `name`.
  package func dataSet(_ name: String) throws(InputError) -> DataSet {
    guard let dataSet = dataSets.first(where: { $0.name == name }) else {
      throw InputError(
        "traces fetch", found: "the data set '\(name)'",
        expected: "one of " + dataSets.map(\.name).joined(separator: ", "))
    }
    return dataSet
  }

  private static func dataSet(
    _ section: inout StrictMapping, _ directory: String
  ) throws(InputError) -> DataSet {
    let dataSet = DataSet(
      name: try folderName("name", &section), what: try section.text("what"),
      publisher: try section.text("publisher"), page: try section.text("page"),
      licence: try section.text("licence"), citation: try section.text("citation"),
      importer: try section.text("importer"), folder: try folderName("folder", &section),
      source: try source(&section), files: try files(&section, directory))
    try section.finish()
    return dataSet
  }

  /// A name that becomes a folder's: one part of a path, not hidden.
  private static func folderName(_ key: String, _ section: inout StrictMapping) throws(InputError) -> String {
    let name = try section.text(key)
    guard !name.contains("/"), !name.hasPrefix("."), !name.hasPrefix("-") else {
      throw section.error(
        section.line, found: "'\(name)' at \(section.name).\(key)", expected: "a plain name")
    }
    return name
  }

  private static func source(_ section: inout StrictMapping) throws(InputError) -> DataSet.Source {
    let files = try section.text("files_at", default: "")
    let archive = try section.text("archive_at", default: "")
    let derived = try section.text("derived", default: "")
    guard [files, archive, derived].count(where: { !$0.isEmpty }) == 1 else {
      throw section.error(
        section.line, found: "none or several of files_at, archive_at, derived in \(section.name)",
        expected: "one of them")
    }
    for address in [files, archive] where !address.isEmpty && !WebAddress.isAllowed(address) {
      throw section.error(
        section.line, found: "'\(address)'", expected: "an address that begins with https://")
    }
    if !derived.isEmpty { return .derived(derived) }
    return files.isEmpty ? .archive(at: archive) : .files(at: files)
  }

  private static func files(
    _ section: inout StrictMapping, _ directory: String
  ) throws(InputError) -> [DataSet.File] {
    let list = try section.text("digests", default: "")
    if !list.isEmpty { return try DigestList.read(directory + list) }
    var checks = DigestList(path: section.path)
    for var file in try section.mappings("files") {
      try checks.add(path: try file.text("path"), sha256: try file.text("sha256"), line: file.line)
      try file.finish()
    }
    return checks.files
  }
}
