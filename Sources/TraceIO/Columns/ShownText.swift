/// Text from a file as an error may show it: at most 60 characters, control characters escaped.
package func shown(_ text: String) -> String {
  let start = text.prefix(60)
  return escaped(String(start)) + (start.endIndex == text.endIndex ? "" : "…")
}

/// Text without control characters, which could change what a terminal shows: they become `\u{1b}` and the like.
package func escaped(_ text: String) -> String {
  text.unicodeScalars.reduce(into: "") { result, scalar in
    if scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value) {
      result += "\\u{\(String(scalar.value, radix: 16))}"
    } else {
      result.unicodeScalars.append(scalar)
    }
  }
}
