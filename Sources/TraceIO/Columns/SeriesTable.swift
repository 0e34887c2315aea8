/// Gives each series of a trace (a source or a link) a number: the one it is written as, or the next free one.
///
/// Non-negative integers stand for themselves; names are numbered from 0 in order of first appearance. Names are
/// looked up as bytes in an open-addressing table, so that no row makes a String.
package struct SeriesTable: Sendable {
  /// The largest number a series may be written as. Columns are indexed by it, so it bounds memory.
  package static let largestNumber: Int32 = (1 << 20) - 1

  /// The most names. As they come from the file, this and ``mostNameBytes`` bound memory.
  static let mostNames = 1 << 17
  /// How long all names may be together, in bytes: 8 MiB.
  static let mostNameBytes = 8 << 20

  /// What is wrong with a series field.
  struct Problem: Error {
    let expected: String
    let advice: String
  }

  /// The names in order of their numbers; empty when series are written as numbers.
  package private(set) var names: [String] = []
  /// One more than the largest number in use.
  package private(set) var count = 0

  /// How the series are written: all as numbers or all as names.
  private(set) var writing = Writing.unknown
  private var nameBytes: [[UInt8]] = []
  /// Number of a name, or −1; the size is a power of two and at least twice the number of names.
  private var slots = [Int32](repeating: -1, count: 64)
  /// The bytes of all names.
  private var nameByteCount = 0
  /// How many of the names are known to stand in a row.
  private var confirmed = 0

  /// A table without series.
  package init() {}

  /// The number of the series that `bytes` names.
  mutating func number(of bytes: Span<UInt8>) -> Result<Int32, Problem> {
    defer { confirmed = names.count }
    return tentativeNumber(of: bytes)
  }

  /// The same, of what may turn out to be no field; ``confirm(_:)`` follows.
  mutating func tentativeNumber(of bytes: Span<UInt8>) -> Result<Int32, Problem> {
    if let number = SeriesTable.digits(bytes) {
      if writing == .names { return .failure(.mixed) }
      writing = .numbers
      guard number <= SeriesTable.largestNumber else { return .failure(.tooLarge) }
      count = max(count, Int(number) + 1)
      return .success(Int32(number))
    }
    if let problem = unfitName(bytes) { return .failure(problem) }
    writing = .names
    return numberOfName(bytes)
  }

  /// How the series met so far are written.
  enum Writing { case unknown, numbers, names }

  /// Takes note of series that are written as numbers up to `largest`, which is at most ``largestNumber``.
  mutating func met(numbersUpTo largest: Int32) {
    writing = .numbers
    count = max(count, Int(largest) + 1)
  }

  /// Whether names were met that are yet to be confirmed.
  var isUnconfirmed: Bool { confirmed < names.count }

  /// Keeps the names of `rows` and those confirmed before, and forgets the others, which are the latest.
  mutating func confirm(_ rows: Span<Int32>) {
    for row in rows.indices { confirmed = max(confirmed, Int(rows[row]) + 1) }
    // The latest name found its slot last, so that no other name is looked for behind it.
    while names.count > confirmed {
      let name = nameBytes[names.count - 1]
      slots[slot(of: name.span)] = -1
      nameByteCount -= name.count
      nameBytes.removeLast()
      names.removeLast()
    }
    count = names.count
  }

  /// The name of a series: as it was written, or its number.
  package func name(of number: Int) -> String { number < names.count ? names[number] : String(number) }

  /// The value of a field of digits only, clamped; nil for anything else.
  private static func digits(_ bytes: Span<UInt8>) -> Int? {
    if bytes.isEmpty { return nil }
    var number = 0
    for index in bytes.indices {
      let digit = bytes[index] &- UInt8(ascii: "0")
      if digit > 9 { return nil }
      number = min(number * 10 + Int(digit), 1 << 40)
    }
    return number
  }

  private func unfitName(_ bytes: Span<UInt8>) -> Problem? {
    if bytes.isEmpty { return .empty }
    if writing == .numbers { return .mixed }
    for index in bytes.indices where bytes[index] < 0x20 || bytes[index] == 0x7F { return .unprintable }
    return nil
  }

  private mutating func numberOfName(_ bytes: Span<UInt8>) -> Result<Int32, Problem> {
    let slot = slot(of: bytes)
    if slots[slot] >= 0 { return .success(slots[slot]) }
    guard count < SeriesTable.mostNames, nameByteCount + bytes.count <= SeriesTable.mostNameBytes else {
      return .failure(.tooMany)
    }
    let number = Int32(count)
    slots[slot] = number
    nameBytes.append(bytes.indices.map { bytes[$0] })
    names.append(DecimalNumber.text(bytes))
    nameByteCount += bytes.count
    count += 1
    if 2 * count > slots.count { growSlots() }
    return .success(number)
  }

  /// Where a name is, or where there is room for it.
  private func slot(of bytes: Span<UInt8>) -> Int {
    var slot = Int(truncatingIfNeeded: SeriesTable.hash(bytes)) & (slots.count - 1)
    while slots[slot] >= 0, !SeriesTable.equal(nameBytes[Int(slots[slot])], bytes) {
      slot = (slot + 1) & (slots.count - 1)
    }
    return slot
  }

  private mutating func growSlots() {
    slots = [Int32](repeating: -1, count: slots.count * 2)
    for (number, name) in nameBytes.enumerated() {
      var slot = Int(truncatingIfNeeded: SeriesTable.hash(name.span)) & (slots.count - 1)
      while slots[slot] >= 0 { slot = (slot + 1) & (slots.count - 1) }
      slots[slot] = Int32(number)
    }
  }

  private static func equal(_ name: [UInt8], _ bytes: Span<UInt8>) -> Bool {
    guard name.count == bytes.count else { return false }
    for index in bytes.indices where name[index] != bytes[index] { return false }
    return true
  }

  /// FNV-1a.
  private static func hash(_ bytes: Span<UInt8>) -> UInt64 {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for index in bytes.indices { hash = (hash ^ UInt64(bytes[index])) &* 0x100_0000_01B3 }
    return hash ^ (hash >> 32)
  }
}

extension SeriesTable.Problem {
  static let empty = Self(expected: "a number from 0 or a name", advice: "Fill in the field or drop the row")
  static let mixed = Self(
    expected: "only numbers or only names in this column",
    advice: "Write all of them the same way, e.g. with a letter in front")
  static let tooLarge = Self(
    expected: "a number up to \(SeriesTable.largestNumber), or a name",
    advice: "Number the series from 0, or put a letter in front to make it a name")
  static let tooMany = Self(
    expected: "at most \(grouped(SeriesTable.mostNames)) names of at most 8 MiB together",
    advice: "Number the series from 0")
  static let unprintable = Self(
    expected: "a name without control characters", advice: "Check that the file is a CSV")
}
