/// Gives each series of a trace (a source or a link) a number: the one it is written as, or the next free one.
///
/// Non-negative integers stand for themselves; names are numbered from 0 in order of first appearance. Names are
/// looked up as bytes in an open-addressing table, so that no row makes a String.
package struct SeriesTable: Sendable {
  /// The largest number a series may be written as. Columns are indexed by it, so it bounds memory.
  package static let largestNumber: Int32 = (1 << 20) - 1

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

  /// A table without series.
  package init() {}

  /// The number of the series that `bytes` names.
  mutating func number(of bytes: Span<UInt8>) -> Result<Int32, Problem> {
    if let number = SeriesTable.digits(bytes) {
      if writing == .names { return .failure(.mixed) }
      writing = .numbers
      guard number <= SeriesTable.largestNumber else { return .failure(.tooLarge) }
      count = max(count, Int(number) + 1)
      return .success(Int32(number))
    }
    if let problem = unfitName(bytes) { return .failure(problem) }
    writing = .names
    return .success(numberOfName(bytes))
  }

  /// How the series met so far are written.
  enum Writing { case unknown, numbers, names }

  /// Takes note of series that are written as numbers up to `largest`, which is at most ``largestNumber``.
  mutating func met(numbersUpTo largest: Int32) {
    writing = .numbers
    count = max(count, Int(largest) + 1)
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

  private mutating func numberOfName(_ bytes: Span<UInt8>) -> Int32 {
    var slot = Int(truncatingIfNeeded: SeriesTable.hash(bytes)) & (slots.count - 1)
    while slots[slot] >= 0 {
      if SeriesTable.equal(nameBytes[Int(slots[slot])], bytes) { return slots[slot] }
      slot = (slot + 1) & (slots.count - 1)
    }
    let number = Int32(count)
    slots[slot] = number
    nameBytes.append(bytes.indices.map { bytes[$0] })
    names.append(DecimalNumber.text(bytes))
    count += 1
    if 2 * count > slots.count { growSlots() }
    return number
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
  static let unprintable = Self(
    expected: "a name without control characters", advice: "Check that the file is a CSV")
}
