/// A column indexed by the number of a series, in segments that are made when first written to.
///
/// Growing copies no element, and numbers that a trace skips take no memory but for their neighbours' sake.
struct SegmentedColumn<Element: Sendable>: Sendable {
  private let initial: Element
  private var segments: [[Element]] = []

  /// Elements in a segment, as a power of two.
  private static var segmentBits: Int { 12 }

  /// A column whose elements all begin as `initial`.
  init(_ initial: Element) { self.initial = initial }

  /// One more than the largest index for which there is memory.
  var capacity: Int { segments.count << Self.segmentBits }

  /// The element of series `number`.
  ///
  /// - Precondition: To change it, ``reserve(_:)`` was called for it.
  subscript(number: Int) -> Element {
    get {
      let segment = number >> Self.segmentBits
      guard segment < segments.count, !segments[segment].isEmpty else { return initial }
      return segments[segment][number & (1 << Self.segmentBits - 1)]
    }
    _modify {
      yield &segments[number >> Self.segmentBits][number & (1 << Self.segmentBits - 1)]
    }
  }

  /// Makes room for the element of series `number`.
  mutating func reserve(_ number: Int) {
    let segment = number >> Self.segmentBits
    while segments.count <= segment { segments.append([]) }
    if segments[segment].isEmpty {
      segments[segment] = [Element](repeating: initial, count: 1 << Self.segmentBits)
    }
  }
}
