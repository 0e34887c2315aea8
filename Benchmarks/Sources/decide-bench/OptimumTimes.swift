internal import Controllers
internal import EdgeModel
internal import Glibc

/// What the optimum for fixed thresholds takes, as one line of JSON for `bench_optimum.py`.
enum OptimumTimes {
  private static let tolerance = 1e-6
  private static let turns = 20

  /// Medians of CPU and wall time in ms of a solve from nothing on one thread, and of one factor of its matrix.
  static func json(_ problem: DecisionProblem) -> String {
    let start = OffloadingPlan.uniform(on: problem.network)
    var found: FlowOptimum?
    let solve = medians {
      found = FlowOptimum(problem, around: start, softening: 1, tolerance: tolerance, limit: 1000)
    }
    guard let found else { preconditionFailure("nothing was measured") }
    precondition(found.isProved && found.relativeGap <= tolerance, "not proved: \(found.relativeGap)")
    let factor = factorTimes(problem.network.layers.dropFirst().map { $0.serviceSeconds.count })
    return
      "{\"objective_s\": \(found.evaluation.objectiveSeconds), \"relative_gap\": \(found.relativeGap), "
      + "\"iterations\": \(found.iterations), \"cpu_ms\": \(solve.cpu), \"wall_ms\": \(solve.wall), "
      + "\"factor_cpu_ms\": \(factor.cpu), \"factor_wall_ms\": \(factor.wall)}"
  }

  /// A matrix with the diagonal 2n in blocks of `size` rows, every coupling 1.
  private static func factorTimes(_ size: [Int]) -> (cpu: Double, wall: Double) {
    var matrix = BlockTridiagonal(size: size)
    matrix.clear()
    for block in size.indices {
      for row in 0..<size[block] {
        for column in 0..<row { matrix.add(1, block: block, row: row, column: column) }
        matrix.add(4 * Double(size[block]), block: block, row: row, column: row)
        guard block > 0 else { continue }
        for column in 0..<size[block - 1] { matrix.couple(1, block: block - 1, row: row, column: column) }
      }
    }
    let assembled = matrix
    let copy = medians {
      matrix = assembled; matrix.add(0, block: 0, row: 0, column: 0)
    }
    let both = medians {
      matrix = assembled; matrix.factor()
    }
    return (both.cpu - copy.cpu, both.wall - copy.wall)
  }

  private static func medians(_ work: () -> Void) -> (cpu: Double, wall: Double) {
    var cpu: [Double] = []
    let wall = Timing.median(of: turns) {
      let begun = processorMilliseconds
      work()
      cpu.append(processorMilliseconds - begun)
    }
    return (cpu.sorted()[turns / 2], wall)
  }

  /// CPU time of this process so far; POSIX has a million clocks a second.
  private static var processorMilliseconds: Double { Double(clock()) / 1e3 }
}
