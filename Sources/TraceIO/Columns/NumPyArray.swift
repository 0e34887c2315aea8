/// A NumPy `.npy` file of little-endian doubles in C order, read forward.
///
/// Format: magic, version, length of the header, a Python dictionary as text, the numbers (NumPy Enhancement
/// Proposal 1). Versions 1 and 2 are read.
struct NumPyArray: ~Copyable {
  /// The size along each axis; the last axis varies fastest.
  let shape: [Int]
  /// Where the text that says so begins, in bytes of the content.
  let headerStart: Int

  private var bytes: ByteWindow
  private var left: Int

  private static let magic: [UInt8] = [0x93] + Array("NUMPY".utf8)
  private static let longestHeader = 1 << 16
  /// Larger arrays are refused, so that sizes cannot overflow.
  private static let mostElements = 1 << 40

  /// Opens a file and reads its header.
  init(path: String) throws(InputError) {
    var bytes = try ByteWindow(path: path)
    let start = try bytes.take(8)
    guard start.starts(with: NumPyArray.magic), start[6] == 1 || start[6] == 2 else {
      throw InputError(path, .byte(0), found: "no NumPy array", expected: "the magic number of a .npy file")
    }
    let lengthBytes = try bytes.take(start[6] == 1 ? 2 : 4)
    let length = lengthBytes.reversed().reduce(0) { $0 << 8 | Int($1) }
    guard length <= NumPyArray.longestHeader else {
      throw InputError(
        path, .contentByte(8), found: "a header of \(length) bytes", expected: "at most 64 KiB")
    }
    let headerStart = bytes.offset
    let header = String(decoding: try bytes.take(length), as: UTF8.self)
    guard let shape = NumPyArray.shape(header) else {
      throw InputError(
        path, .contentByte(headerStart), found: "the header \(shown(header))",
        expected: "{'descr': '<f8', 'fortran_order': False, 'shape': (…), }",
        advice: "Save the array with numpy.ascontiguousarray(a, '<f8')")
    }
    self.init(shape: shape, headerStart: headerStart, bytes: bytes)
  }

  private init(shape: [Int], headerStart: Int, bytes: consuming ByteWindow) {
    (self.shape, self.headerStart) = (shape, headerStart)
    left = shape.reduce(1, *)
    self.bytes = bytes
  }

  /// The file's path.
  var path: String { bytes.path }
  /// Where the next number begins, in bytes of the content.
  var offset: Int { bytes.offset }

  /// The next number; there must be one by the shape.
  ///
  /// - Throws: When the file ends before.
  mutating func next() throws(InputError) -> Double {
    precondition(left > 0, "\(path) holds no more numbers")
    left -= 1
    return Double(bitPattern: try bytes.takeWord())
  }

  /// Checks that nothing follows the last number.
  mutating func finish() throws(InputError) {
    guard try bytes.isAtEnd() else {
      throw InputError(
        path, .contentByte(offset), found: "bytes after the last number", expected: "an array of \(shape)",
        advice: "Save it again")
    }
  }

  /// The shape in a header whose other entries are as this reader needs them.
  private static func shape(_ header: String) -> [Int]? {
    let text = header.filter { !$0.isWhitespace }
    guard text.contains("'descr':'<f8'"), text.contains("'fortran_order':False"),
      let open = text.firstIndex(of: "("), let close = text.firstIndex(of: ")"), open < close
    else { return nil }
    var shape: [Int] = []
    var elements = 1
    for part in text[text.index(after: open)..<close].split(separator: ",") {
      guard let size = Int(part), 0...mostElements ~= size else { return nil }
      let (product, overflow) = elements.multipliedReportingOverflow(by: max(size, 1))
      guard !overflow, product <= mostElements else { return nil }
      elements = product
      shape.append(size)
    }
    return text[..<open].hasSuffix("'shape':") ? shape : nil
  }
}

/// Decoded bytes of a binary file, taken in small pieces.
struct ByteWindow: ~Copyable {
  private var decoder: ZstdDecoder
  private var buffer = [UInt8](repeating: 0, count: 1 << 16)
  private var start = 0
  private var end = 0
  /// Bytes decoded in front of the buffer.
  private var passed = 0

  init(path: String) throws(InputError) { decoder = try ZstdDecoder(path: path) }

  /// The file's path.
  var path: String { decoder.path }
  /// How many bytes are taken.
  var offset: Int { passed + start }

  /// Whether all bytes are taken.
  mutating func isAtEnd() throws(InputError) -> Bool {
    if start == end {
      passed += end
      (start, end) = (0, 0)
      end = try decoder.decode(into: &buffer)
    }
    return end == 0
  }

  /// The next `count` bytes.
  ///
  /// - Throws: When the file ends before.
  mutating func take(_ count: Int) throws(InputError) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(count)
    while bytes.count < count {
      guard try !isAtEnd() else { throw cut() }
      let piece = min(count - bytes.count, end - start)
      bytes += buffer[start..<start + piece]
      start += piece
    }
    return bytes
  }

  /// The next eight bytes as a little-endian word.
  mutating func takeWord() throws(InputError) -> UInt64 {
    var word: UInt64 = 0
    for place in 0..<8 {
      guard try !isAtEnd() else { throw cut() }
      word |= UInt64(buffer[start]) << (8 * place)
      start += 1
    }
    return word
  }

  private func cut() -> InputError {
    InputError(
      path, .contentByte(offset), found: "the end of the file inside the array",
      expected: "all of its numbers",
      advice: "The file is truncated: copy or download it again")
  }
}
