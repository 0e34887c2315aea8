extension CivilTime {
  private static let months = [
    "Jan": "01", "Feb": "02", "Mar": "03", "Apr": "04", "May": "05", "Jun": "06",
    "Jul": "07", "Aug": "08", "Sep": "09", "Oct": "10", "Nov": "11", "Dec": "12",
  ]
  private static let weekdays: Set<Substring> = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]

  /// The nanoseconds from 1970 to a time as the Unix command `date` prints it, e.g. `Fri Dec 17 14:06:06 UTC 2021`.
  ///
  /// - Returns: nil when the text does not fit, names no real time, or another zone than UTC.
  static func nanoseconds(unixDate text: String) -> Int64? {
    let words = text.split(separator: " ")
    guard words.count == 6, weekdays.contains(words[0]), let month = months[String(words[1])],
      words[4] == "UTC"
    else { return nil }
    let day = words[2].count == 1 ? "0" + words[2] : words[2]
    return nanoseconds("\(words[5])-\(month)-\(day) \(words[3])", as: "YYYY-MM-DD HH:MM:SS")
  }
}
