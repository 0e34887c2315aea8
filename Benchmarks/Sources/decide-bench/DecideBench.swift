internal import Controllers
internal import EdgeModel
internal import FoundationEssentials
internal import Glibc
internal import Replay

/// `decide-bench REFERENCE-FOLDER COMMIT [PART]`: how fast DTO-EE's rounds are, as a page of Markdown on stdout; with a part,
/// that table alone, so that a quiet minute is enough for it.
/// `decide-bench optimum INSTANCE`: what the optimum takes, as JSON for `bench_optimum.py`.
@main
enum DecideBench {
  /// The rules that are compared.
  static let controllers = ["dto-ee", "dto-ee-curvature", "dto-ee-exact", "dto-ee-clearing"]

  /// The tables of the page, in its order.
  private enum Part: String, CaseIterable { case rounds, cold, warm, slots, million }

  static func main() async throws {
    let words = CommandLine.arguments
    if words.count == 3, words[1] == "optimum" {
      return print(OptimumTimes.json(try InstanceFile.read(words[2])))
    }
    let part = words.count == 4 ? Part(rawValue: words[3]) : nil
    guard words.count == 3 || part != nil else {
      print(
        "usage: decide-bench REFERENCE-FOLDER COMMIT [\(Part.allCases.map(\.rawValue).joined(separator: "|"))]\n"
          + "       decide-bench optimum INSTANCE"
      )
      exit(2)
    }
    let before = Machine.load
    let problem = try InstanceFile.read(words[1] + "/city-2000.json")
    let best = try bestKnown(words[1] + "/reference.json", of: "city-2000.json")
    var page = ""
    for part in part.map({ [$0] }) ?? Part.allCases {
      switch part {
      case .rounds: page += try RoundTimes.table(problem) + RoundParts.table(problem)
      case .cold: page += try ColdStart.table(problem, best: best)
      case .warm: page += try WarmStart.table(problem)
      case .slots: page += try SlotTimes.table(exits: problem.network.layers)
      case .million: page += try await MillionArcs.table(exits: problem.network.layers)
      }
    }
    print(
      """
      # Deciding: DTO-EE's rounds

      Written by `make bench-decide`; times are of one machine on one day.

      - Machine: \(Machine.processor), \(Machine.processors) cores; load \(before) before and \(Machine.load) after.
        Other work ran beside it where that is more than 1: times are then too long rather than too short.
      - Commit: \(words[2]).
      - Times are wall time, medians of 20 unless said otherwise, on one core unless said otherwise.

      """)
    print(page, terminator: "")
  }

  /// The best objective anybody has found for `instance`, thresholds free, in s.
  private static func bestKnown(_ path: String, of instance: String) throws -> Double {
    struct Reference: Decodable {
      struct Row: Decodable {
        var instance: String
        var joint_best_known_objective_s: Double
      }
      var rows: [Row]
    }
    let data = try Data(contentsOf: URL(filePath: path))
    let rows = try JSONDecoder().decode(Reference.self, from: data).rows
    guard let row = rows.first(where: { $0.instance == instance }) else {
      preconditionFailure("\(path) says nothing of \(instance)")
    }
    return row.joint_best_known_objective_s
  }
}
