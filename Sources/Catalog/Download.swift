internal import FoundationEssentials
internal import InputFiles
internal import TraceIO

/// Downloads over HTTPS with the `curl` command, going on where an earlier download was cut.
struct Download {
  /// What errors name: the data set.
  let subject: String
  /// Where the user can read on when a file has gone.
  let page: String
  /// Path prefix of the files in which curl's words are kept while it runs.
  let log: String

  /// Attempts of one call, each going on where the one before was cut.
  private static let attempts = 4
  /// Exit statuses of curl after a cut: partial file, empty reply, timeout, send and receive failures, HTTP/2 faults.
  private static let cuts: Set<Int32> = [18, 28, 52, 55, 56, 92]
  /// The server does not go on in the middle of a file.
  private static let cannotResume: Int32 = 33

  /// Downloads `address` to `path`, after what is already there.
  ///
  /// - Throws: When there is no way to the file; what has arrived so far stays for the next time.
  func fetch(_ address: String, to path: String) throws(InputError) {
    var status: Int32 = 0
    for _ in 0..<Download.attempts {
      status = try ChildProcess.run("curl", arguments(address, path), output: log)
      if status == 0 { return }
      if status == Download.cannotResume || said(".stdout") == "416" {
        try? FileManager.default.removeItem(atPath: path)
      } else if !Download.cuts.contains(status) {
        break
      }
    }
    throw failure(status, address)
  }

  private func arguments(_ address: String, _ path: String) -> [String] {
    let isLoopback = WebAddress.isLoopback(address)
    let scheme = isLoopback ? "=http" : "=https"
    return [
      "--fail", "--silent", "--show-error", "--location", "--proto", scheme, "--proto-redir", scheme,
      "--connect-timeout", "20", "--speed-limit", "1", "--speed-time", "60", "--globoff",
      "--write-out", "%{http_code}", "--continue-at", "-", "--output", path, "--url", address,
    ] + (isLoopback ? ["--noproxy", "*"] : [])
  }

  private func said(_ stream: String) -> String {
    let text = (try? String(contentsOfFile: log + stream, encoding: .utf8)) ?? ""
    return text.split(separator: "\n").first.map(String.init) ?? ""
  }

  private func failure(_ status: Int32, _ address: String) -> InputError {
    if status == 22 {
      return InputError(
        subject, found: "HTTP status \(said(".stdout")) at \(address)", expected: "the file",
        advice: "Its owners may have moved it (\(page)), or pass --mirror with a local copy")
    }
    let words = said(".stderr")
    return InputError(
      subject, found: "no way to \(address) (\(words.isEmpty ? "curl status \(status)" : words))",
      expected: "a download",
      advice:
        "Check the network and run it again, which goes on where it stopped, or pass --mirror with a local copy"
    )
  }
}
