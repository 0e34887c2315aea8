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

  /// Who follows: what errors call it, and what its hash is drawn from.
  struct Follower {
    /// One of them, e.g. `arc 3 into stage 1`, all of them, and what one is.
    let name: String, all: String, unit: String
    /// Its number among all of them.
    let number: Int
    /// What they follow: `link` or `server`.
    let series: String
    let random: CounterRandom

    /// The arc of number `arc` among those into `stage`.
    static func arc(_ arc: Int, into stage: Int, seed: UInt64) -> Follower {
      Follower(
        name: "arc \(arc) into stage \(stage)", all: "the arcs into stage \(stage)", unit: "arc", number: arc,
        series: "link",
        random: CounterRandom(seed: seed, stream: .traceBinding).member(UInt64(stage)).member(UInt64(arc)))
    }

    /// The server of number `server` in `stage`, the `number`th of its kind of board.
    static func server(_ server: Int, of stage: Int, number: Int, seed: UInt64) -> Follower {
      Follower(
        name: "server \(stage)/\(server)", all: "the boards of its kind in stage \(stage)", unit: "board",
        number: number, series: "server",
        random: CounterRandom(seed: seed, stream: .speedBinding).member(UInt64(stage)).member(UInt64(server)))
    }
  }

  /// The binding of `follower`.
  ///
  /// - Parameter pool: For identity, every link at its own number, also those without rows; else those with rows.
  /// - Throws: `InputError` when a follower that needs a link of its own finds none, or none with rows.
  init(_ rule: Rule, _ follower: Follower, pool: [LinkTrace], path: String) throws(InputError) {
    let number = follower.number, series = follower.series
    switch rule {
    case .identity:
      guard number < pool.count else {
        throw InputError(
          path,
          found: "\(counted(pool.count { !$0.timeNanoseconds.isEmpty }, series)), fewer than \(follower.all)",
          expected: "one per \(follower.unit)", advice: "Bind round-robin or hash")
      }
      guard !pool[number].timeNanoseconds.isEmpty else {
        throw InputError(
          path, found: "no row of \(series) \(pool[number].name), which \(follower.name) follows",
          expected: "rows of every \(series) up to the number of \(follower.unit)s",
          advice: "Bind round-robin or hash")
      }
      (link, offset, loops) = (number, 0, false)
    case .roundRobin:
      (link, offset, loops) = (number % pool.count, 0, true)
    case .hash:
      link = follower.random.integer(0, below: pool.count)
      offset = Int64(follower.random.uniform(1) * Double(pool[link].period))
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
