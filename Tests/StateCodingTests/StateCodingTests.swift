import StateCoding
import Testing

/// A state with a field of every sort.
private struct Everything: Codable, Equatable {
  enum Phase: UInt8, Codable { case none, held }
  enum Stage: Codable, Equatable {
    case running(slot: Int, Inner)
    case whole
  }
  struct Inner: Codable, Equatable {
    var left: Double
    var next: Int32
  }

  var whole = Int.min
  var words: [UInt64] = [.max, 0, 1]
  var narrow: [Int8] = [-128, 127]
  var numbers = [0.1, -.infinity, .leastNonzeroMagnitude, -0.0]
  var flags = [true, false]
  var text = "é\0🙂"
  var phase = Phase.held
  var stages = [Stage.running(slot: 3, Inner(left: 2, next: 1)), .whole]
  var absent: Int?
  var absentNumber: Double?
  var present: Int? = 7
  var absentInner: Inner?
  var presentInner: Inner? = Inner(left: 0.5, next: -1)
  var gaps: [Double?] = [nil, 1, nil]
  var nested: [[Int]] = [[], [1], [2, 3]]
  var inners = [Inner(left: 1, next: 2), Inner(left: 3, next: 4)]
  var byName = ["a": [1.0], "b": []]
  var byNumber: [Int: Inner] = [-1: Inner(left: 9, next: 9)]
  var seen: Set<Int> = [3, 1, 2]
  var lanes = SIMD8<Double>(1, 2, 3, 4, 5, 6, 7, 8)
}

/// A list whose count is written behind its elements, at any distance from the start.
private struct Shifted: Codable, Equatable {
  var front: [UInt8]
  var lanes = SIMD8<Double>(1, 2, 3, 4, 5, 6, 7, 8)
}

@Suite struct StateCodingTests {
  @Test func `pieces join to the same bytes wherever they are cut`() throws {
    for count in (65_536 - 100)..<65_536 {
      let value = Shifted(front: [UInt8](repeating: 7, count: count))
      let bytes = try StateEncoder.bytes(of: value)
      #expect(bytes.count == 8 + count + 8 + 64)
      let sizes = [min(65_536, bytes.count), bytes.count - 65_536].filter { $0 > 0 }
      #expect(try StateEncoder.pieces(of: value).map(\.count) == sizes)
      #expect(try StateDecoder.value(from: bytes) == value)
    }
  }

  @Test func `every sort of field reads back to itself`() throws {
    let value = Everything()
    #expect(try StateDecoder.value(from: try StateEncoder.bytes(of: value)) == value)
    let empty = Everything(whole: 0, words: [], numbers: [], text: "", present: nil, inners: [], seen: [])
    #expect(try StateDecoder.value(from: try StateEncoder.bytes(of: empty)) == empty)
  }

  @Test func `a number that is none reads back with its bits`() throws {
    let bits = Double(nan: 0x123, signaling: false).bitPattern
    let bytes = try StateEncoder.bytes(of: [Double(bitPattern: bits)])
    #expect(try StateDecoder.value([Double].self, from: bytes)[0].bitPattern == bits)
  }

  @Test func `a layout is what the table says`() throws {
    struct Small: Codable {
      var count: Int32 = 258
      var isThere = true
      var gap: UInt8?
      var rest: [UInt8] = [9]
    }
    #expect(try StateEncoder.bytes(of: Small()) == [2, 1, 0, 0, 1, 0, 1, 0, 0, 0, 0, 0, 0, 0, 9])
  }

  @Test func `a state that was cut or goes on is refused`() throws {
    let bytes = try StateEncoder.bytes(of: Everything())
    for count in 0..<bytes.count {
      #expect(throws: StateError.self, "\(count) bytes") {
        try StateDecoder.value(Everything.self, from: Array(bytes[..<count]))
      }
    }
    #expect(throws: StateError.self) { try StateDecoder.value(Everything.self, from: bytes + [0]) }
  }

  @Test(arguments: 0..<4)
  func `damage never traps`(seed: Int) throws {
    let bytes = try StateEncoder.bytes(of: Everything())
    for place in bytes.indices {
      var damaged = bytes
      damaged[place] ^= [0xFF, 0x80, 0x01, 0x10][seed]
      // Whether it is noticed is up to the checksum of the file that holds it.
      _ = try? StateDecoder.value(Everything.self, from: damaged)
    }
  }

  @Test func `what is shared is handed in and not written`() throws {
    struct Part: Codable {
      let names: Shared<[String]>
      var count: Int
    }
    let part = Part(names: Shared(["long", "list"]), count: 2)
    let bytes = try StateEncoder.bytes(of: [part, part])
    #expect(bytes.count == 24)
    let read = try StateDecoder.value([Part].self, from: bytes, sharing: [["other"]])
    #expect(read[1].names.value == ["other"] && read[1].count == 2)
    #expect(throws: StateError.self) { try StateDecoder.value([Part].self, from: bytes) }
  }
}
