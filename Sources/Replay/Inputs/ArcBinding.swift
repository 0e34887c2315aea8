import CounterRandom
import TraceIO

/// Which link of a bandwidth trace an arc follows, or which server of a trace of speeds a server, and from where.
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

  /// Who follows.
  enum Follower {
    /// The arc of that number among those into `stage`.
    case arc(Int, into: Int)
    /// The server of that number in `stage`, the `number`th of its kind of board.
    case server(Int, of: Int, number: Int)

    /// Its number among those that share a trace.
    var number: Int {
      switch self {
      case .arc(let arc, _): arc
      case .server(_, _, let number): number
      }
    }

    /// What errors call it, all of them, one of them, and what it follows.
    var words: (name: String, all: String, unit: String, series: String) {
      switch self {
      case .arc(let arc, let stage):
        ("arc \(arc) into stage \(stage)", "the arcs into stage \(stage)", "arc", "link")
      case .server(let server, let stage, _):
        ("server \(stage)/\(server)", "the boards of its kind in stage \(stage)", "board", "server")
      }
    }

    func random(seed: UInt64) -> CounterRandom {
      switch self {
      case .arc(let arc, let stage):
        CounterRandom(seed: seed, stream: .traceBinding).member(UInt64(stage)).member(UInt64(arc))
      case .server(let server, let stage, _):
        CounterRandom(seed: seed, stream: .speedBinding).member(UInt64(stage)).member(UInt64(server))
      }
    }
  }

  /// The binding of `follower`.
  ///
  /// - Parameters:
  ///   - pool: For identity, every link at its own number, also those without rows; else those with rows.
  ///   - periods: The period of each.
  /// - Throws: `InputError` when a follower that needs a link of its own finds none, or none with rows.
  init(
    _ rule: Rule, _ follower: Follower, pool: [LinkTrace], periods: [Int64], seed: UInt64, path: String
  ) throws(InputError) {
    let number = follower.number
    switch rule {
    case .identity:
      guard number < pool.count, !pool[number].timeNanoseconds.isEmpty else {
        throw Self.error(follower, pool, path)
      }
      (link, offset, loops) = (number, 0, false)
    case .roundRobin:
      (link, offset, loops) = (number % pool.count, 0, true)
    case .hash:
      let random = follower.random(seed: seed)
      link = random.integer(0, below: pool.count)
      offset = Int64(random.uniform(1) * Double(periods[link]))
      loops = true
    }
  }

  /// The error for a follower that needs a link of its own and finds none.
  private static func error(_ follower: Follower, _ pool: [LinkTrace], _ path: String) -> InputError {
    let words = follower.words
    guard follower.number < pool.count else {
      let count = counted(pool.count { !$0.timeNanoseconds.isEmpty }, words.series)
      return InputError(
        path, found: "\(count), fewer than \(words.all)", expected: "one per \(words.unit)",
        advice: "Bind round-robin or hash")
    }
    return InputError(
      path, found: "no row of \(words.series) \(pool[follower.number].name), which \(words.name) follows",
      expected: "rows of every \(words.series) up to the number of \(words.unit)s",
      advice: "Bind round-robin or hash")
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
