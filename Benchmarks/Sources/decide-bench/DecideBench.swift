internal import Controllers
internal import EdgeModel
internal import Replay

@main
enum DecideBench {
  static func main() throws {
    let problem = try InstanceFile.read(CommandLine.arguments[1])
    for name in ["dto-ee", "dto-ee-curvature", "dto-ee-exact"] {
      let entry = try ControllerEntry.named(name)
      var state = DTORounds(problem, from: .uniform(on: problem.network))
      var times: [[Duration]] = [[], [], [], [], []]
      let clock = ContinuousClock()
      for _ in 0..<100 {
        let a = clock.measure { state.exchange() }
        let b = clock.measure { _ = state.reportProgress() }
        let c = clock.measure { _ = state.updateThresholds(by: entry.defaults.thresholdSearch) }
        let d = clock.measure {
          switch entry.defaults.stepRule {
          case .fixed: state.updateStrategies(by: FixedStep(stepSize: entry.defaults.stepSize))
          case .curvature: state.updateStrategies(by: CurvatureStep(stepSize: entry.defaults.stepSize))
          case .exact: state.updateStrategies(by: ExactStep(stepSize: entry.defaults.stepSize))
          }
        }
        for (i, t) in [a, b, c, d, a + b + c + d].enumerated() { times[i].append(t) }
      }
      print(name, times.map { $0.sorted()[50] })
    }
  }
}
