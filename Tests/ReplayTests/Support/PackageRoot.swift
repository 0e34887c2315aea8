import Foundation

/// The root of the package.
let packageRoot = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
  .deletingLastPathComponent().deletingLastPathComponent().path
/// Reference problems with certified optima, where somebody has put them beside the package.
let references = packageRoot + "/../shared/reference"
/// Tools that judge a run from outside, where somebody has put them beside the package.
let outsideTools = packageRoot + "/../shared/tools"

/// Whether there is something at `path`.
func exists(_ path: String) -> Bool { FileManager.default.fileExists(atPath: path) }
