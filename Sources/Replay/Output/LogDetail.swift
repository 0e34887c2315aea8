/// How much of a decision the log holds: `--decision-detail`. A summary does not grow with the network.
package enum LogDetail: String, CaseIterable, Sendable {
  case summary, full

  /// The most overloaded nodes, and links, that a summary names.
  static let mostNamed = 8

  /// What a plan overloads by how much it does, the worst first, equals in their order; of a summary the worst
  /// ``mostNamed``.
  func worst(_ overloaded: [Int], load: (Int) -> Double) -> [Int] {
    let limit = self == .full ? overloaded.count : min(Self.mostNamed, overloaded.count)
    return Self.largest(limit, of: overloaded, by: load)
  }

  /// The `limit` elements of the largest load, in descending order; of equal ones the first first.
  static func largest(_ limit: Int, of elements: [Int], by load: (Int) -> Double) -> [Int] {
    var largest: [(element: Int, load: Double)] = []
    guard limit < elements.count else {
      let loads = elements.map { (element: $0, load: load($0)) }
      return loads.sorted { ($1.load, $0.element) < ($0.load, $1.element) }.map(\.element)
    }
    for element in elements {
      let load = load(element)
      if largest.count == limit {
        guard let last = largest.last, load > last.load else { continue }
        largest.removeLast()
      }
      let place = largest.firstIndex { $0.load < load } ?? largest.count
      largest.insert((element, load), at: place)
    }
    return largest.map(\.element)
  }
}
