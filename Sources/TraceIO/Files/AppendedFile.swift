/// A file that only grows, every piece brought to the device before the next: a journal.
///
/// One process at a time: opening takes an advisory lock that ends with the value.
package struct AppendedFile: ~Copyable {
  private let file: PosixFile

  /// Opens the file at `path` to append to, and makes it where there is none.
  ///
  /// - Throws: When it cannot be opened, or another process has it open this way.
  package init(path: String) throws(InputError) {
    file = try PosixFile.appending(path)
  }

  /// Appends `text` as UTF-8 and waits until it is on the device.
  package func append(_ text: String) throws(InputError) {
    try file.write(Array(text.utf8))
    try file.synchronize()
  }

  /// Cuts the file to its first `count` bytes.
  package func truncate(to count: Int) throws(InputError) {
    try file.truncate(to: count)
    try file.synchronize()
  }
}
