import CounterRandom
import TraceIO

/// Which link of a bandwidth trace an arc follows, and from where.
package struct ArcBinding: Sendable, Equatable {
  /// How arcs get their links.
  package enum Rule: String, Sendable, CaseIterable {
    /// Arc n follows link n from its beginning; its last rate holds on.
    case identity
    /// Arc n follows link n modulo the number of links, looped.
    case roundRobin = "round-robin"
    /// Every arc gets a link and an offset by a seeded hash, looped.
    case hash
  }

  /// The link's number.
  package var link: Int
  /// How far into the link's trace the replay begins, in ns.
  package var offset: Int64
  /// Whether the trace begins again at its end.
  package var loops: Bool

  /// The binding of `arc`, the number of an arc among those into its stage.
  ///
  /// - Parameters:
  ///   - pool: For identity, every link at its own number, also those without rows; else those with rows.
  ///   - periods: The period of each.
  /// - Throws: `InputError` when an arc that needs a link of its own finds none, or none with rows.
  init(
    _ rule: Rule, arc: Int, stage: Int, pool: [LinkTrace], periods: [Int64], seed: UInt64, path: String
  ) throws(InputError) {
    switch rule {
    case .identity:
      guard arc < pool.count else {
        throw InputError(
          path,
          found:
            "\(counted(pool.count { !$0.timeNanoseconds.isEmpty }, "link")), fewer than the arcs into stage \(stage)",
          expected: "one per arc", advice: "Bind round-robin or hash")
      }
      guard !pool[arc].timeNanoseconds.isEmpty else {
        throw InputError(
          path, found: "no row of link \(pool[arc].name), which arc \(arc) into stage \(stage) follows",
          expected: "rows of every link up to the number of arcs", advice: "Bind round-robin or hash")
      }
      (link, offset, loops) = (arc, 0, false)
    case .roundRobin:
      (link, offset, loops) = (arc % pool.count, 0, true)
    case .hash:
      let random = CounterRandom(seed: seed, stream: .traceBinding).member(UInt64(stage)).member(UInt64(arc))
      link = random.integer(0, below: pool.count)
      offset = Int64(random.uniform(1) * Double(periods[link]))
      loops = true
    }
  }
}

extension LinkTrace {
  /// How long the trace lasts when looped, in ns: its last rate holds as long as the median step.
  var period: Int64 {
    guard let first = timeNanoseconds.first, let last = timeNanoseconds.last, last > first else {
      return 1_000_000_000
    }
    let steps = zip(timeNanoseconds.dropFirst(), timeNanoseconds).map(-).sorted()
    return last - first + steps[steps.count / 2]
  }
}
