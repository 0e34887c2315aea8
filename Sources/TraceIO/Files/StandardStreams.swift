internal import Glibc

/// The standard output and error streams of a command.
package enum StandardStreams {
  /// Prints a line on stderr, after everything printed on stdout before it.
  package static func printError(_ line: String) { writeError(line + "\n") }

  /// Writes text to stderr, after everything printed on stdout before it.
  package static func writeError(_ text: String) {
    _ = fflush(nil)
    PosixFile.writeToStandardError(Array(text.utf8))
  }

  /// Hands everything printed to the system. A pipe whose reader has gone is no error.
  ///
  /// - Throws: When it could not be written, e.g. to a full disk.
  package static func flush() throws(InputError) {
    guard fflush(nil) != 0, errno != EPIPE else { return }
    throw InputError("standard output", found: "a stream that cannot be written", advice: "Check the disk")
  }
}
