import Foundation
import Testing

/// Expects `text` to be what the file `Tests/Golden/NAME.txt` holds.
///
/// To accept what the commands say now: `UPDATE_GOLDEN=1 swift test --filter OfframpTests`.
func expectGolden(
  _ text: String, _ name: String, sourceLocation: SourceLocation = #_sourceLocation
) throws {
  let file = URL(fileURLWithPath: packageRoot + "/Tests/Golden/\(name).txt")
  if ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] != nil { try Data(text.utf8).write(to: file) }
  let golden = String(decoding: try Data(contentsOf: file), as: UTF8.self)
  #expect(text == golden, sourceLocation: sourceLocation)
}
