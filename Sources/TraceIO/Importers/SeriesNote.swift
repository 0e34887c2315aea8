/// The note in a trace that says which number stands for what: `link 0 = NAME`, a line each.
struct SeriesNote {
  /// The note.
  let text: String

  /// Bytes of text after which no more names are listed; a note holds 64 KiB.
  private static let longestText = 60_000

  /// A note that begins with `title`; names that would make it too long are counted instead.
  init(_ title: String, _ noun: String, _ names: [String]) {
    var text = title + ":"
    for (number, name) in names.enumerated() {
      let line = "\n\(noun) \(number) = \(escaped(name))"
      guard text.utf8.count + line.utf8.count <= SeriesNote.longestText else {
        text += "\n… and \(grouped(names.count - number)) more"
        break
      }
      text += line
    }
    self.text = text
  }
}
