import Replay
import Controllers
import EdgeModel
var a = Array(CommandLine.arguments.dropFirst())
let problem = try InstanceFile.read(a[0])
let e = try ControllerEntry.named(a[1])
var s = e.defaults
for kv in a.dropFirst(2) { let p = kv.split(separator: "="); try s.set(String(p[0]), to: String(p[1])) }
let c = ContinuousClock()
let t0 = c.now
let d = DecideReport.decision(on: problem, by: e, settings: s)
print(
  d.predicted.objectiveSeconds, d.predicted.gapSeconds, d.predicted.stationaritySeconds, d.rounds, d.status,
  c.now - t0)
