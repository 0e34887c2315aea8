internal import ArgumentParser
internal import Controllers

/// `offramp controllers`: what can be compared, and what can be set.
struct ControllersCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "controllers",
    abstract: "List the controllers, where they come from and what they start with.",
    discussion: "Example: offramp controllers")

  func run() {
    let width = ControllerEntry.all.map(\.name.count).max() ?? 0
    for entry in ControllerEntry.all {
      let name = entry.name + String(repeating: " ", count: width - entry.name.count)
      print("\(name)  \(entry.summary)")
      print(String(repeating: " ", count: width) + "  \(entry.source)")
      let settings = entry.defaults.described.map { "\($0.key)=\($0.value ?? "middle level")" }
      print(String(repeating: " ", count: width) + "  " + settings.joined(separator: " ") + "\n")
    }
  }
}
