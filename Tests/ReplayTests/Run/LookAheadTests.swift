import Controllers
import Foundation
import Testing
import TestSupport

@testable import Replay

/// Nobody but `clairvoyant` sees the future: change it, and the past stays.
@Suite struct LookAheadTests {
  /// What is changed from the beginning of the slot of that number on.
  enum Change: String, CaseIterable, Sendable { case arrivals, links, speeds }

  /// The one exception.
  private let clairvoyant = "clairvoyant"

  @Test func `only one controller is told the future`() {
    #expect(ControllerEntry.all.filter(\.isClairvoyant).map(\.name) == [clairvoyant])
  }

  /// Everything that changes does: rates, speeds, difficulty.
  private var base: TinyScenario {
    var tiny = TinyScenario()
    tiny.arrivalKeys = "drift: {period_s: 4, amplitude: 0.8}"
    tiny.speeds = (TinyScenario.changingSpeeds, "lose")
    return tiny
  }

  /// All controllers there are, two heuristics with thresholds of their own choice too.
  private var everyController: TinyScenario {
    var tiny = base
    tiny.controllers =
      EveryController.entries() + EveryController.entries(["bandwidth-first", "selfish"], rule: "optimised")
    return tiny
  }

  private func changed(_ change: Change, from slot: Int) -> TinyScenario {
    var tiny = everyController
    let start = Double(slot) * tiny.slotSeconds
    switch change {
    case .arrivals:
      tiny.arrivals = TinyScenario.arrivals { time, source in
        time < start ? Double(1 + (Int(2 * time) + 3 * source) % 4) : Double(3 * (source + 1))
      }
    case .speeds:
      tiny.speeds?.trace = TinyScenario.speeds { time, server in
        time < start ? [1, 0.5, 2, 0, 1][(Int(2 * time) + 2 * server) % 5] : [0, 1.5, 0.2][server]
      }
    case .links:
      tiny.links = TinyScenario.links { time, link in
        guard time >= start else {
          return (3 * Int(2 * time) + link) % 11 == 0 ? 0 : 2e6 + 1e6 * Double((Int(2 * time) + 5 * link) % 7)
        }
        return link % 3 == 0 ? 20e6 : 0.5e6
      }
    }
    return tiny
  }

  /// A decision without what was measured after it was taken.
  private func decided(_ record: ParsedJSON) -> ParsedJSON {
    guard case .object(var members) = record else { return record }
    members["measured"] = nil
    members["reward"] = nil
    members["regret"] = nil
    return .object(members)
  }

  @Test(arguments: Change.allCases, ["{ewma: 0.3}", "{link_quantile: 0.25, link_slots: 2}"])
  func `no forecast sees the slot that it is for`(change: Change, forecast: String) async throws {
    try await TemporaryDirectory.run { directory in
      let slot = 3
      var tiny = base, other = changed(change, from: slot)
      tiny.controllers = ["{name: dto-ee-curvature}", "{name: bandwidth-first}"]
      (tiny.forecast, other.forecast, other.controllers) = (forecast, forecast, tiny.controllers)
      let before = try await FinishedRun.of(tiny, in: directory).records("decision")
      let after = try await FinishedRun.of(
        other, in: directory, .init(output: "changed"), folder: "changed-in"
      )
      .records("decision")
      for (old, new) in zip(before, after) {
        let epoch = try #require(old["epoch"]?.number)
        if epoch <= Double(slot) { #expect(decided(old) == decided(new), "slot \(epoch)") }
        if epoch == Double(slot + 1) { #expect(old["observed"] != new["observed"] || change != .arrivals) }
        if epoch == Double(slot + 1) { #expect(old["predicted"] != new["predicted"]) }
      }
    }
  }

  @Test(arguments: Change.allCases, [1, 3])
  func `what happens from a slot on changes no decision up to it`(change: Change, slot: Int) async throws {
    try await TemporaryDirectory.run { directory in
      let before = try await FinishedRun.of(everyController, in: directory).records("decision")
      let after = try await FinishedRun.of(
        changed(change, from: slot), in: directory, .init(output: "changed"), folder: "changed-in"
      ).records("decision")
      #expect(before.count == after.count)
      for (old, new) in zip(before, after) {
        let epoch = try #require(old["epoch"]?.number), name = try #require(old["controller"]?.string)
        if epoch < Double(slot) { #expect(old == new, "\(name) in slot \(epoch)") }
        if epoch == Double(slot) {
          if name == clairvoyant {
            #expect(decided(old) != decided(new), "it must see the slot that it decides for")
          } else {
            #expect(decided(old) == decided(new), "\(name) in slot \(epoch)")
          }
          #expect(old["strategy"] != nil && old["levels"] != nil, "the whole decision is compared")
          #expect(old["measured"] != new["measured"], "\(name) in slot \(epoch): the change must show")
        }
        if epoch == Double(slot + 1) {
          #expect(
            old["predicted"] != new["predicted"], "\(name) in slot \(epoch): it must be seen afterwards")
        }
      }
    }
  }
}
