package import Controllers
package import EdgeModel
package import Simulation

/// Everything a replay is made of, as a scenario file states it: see docs/formats.md.
package struct Scenario: Sendable {
  /// Where the measured profile is and which thresholds nodes may choose from.
  package struct Profile: Sendable {
    /// The profile's file.
    package var file: String
    /// The grid of thresholds, ascending; "never exit" is added to it.
    package var thresholds: [Double]
  }

  /// One kind of board in a stage.
  package struct Board: Sendable {
    /// Its name, for people.
    package var name: String
    /// How many servers of the stage are of this kind.
    package var count: Int
    /// μ in FLOP/s.
    package var flopPerSecond: Double
    /// How their speed changes; nil where it does not.
    package var speed: Speed?
  }

  /// How the boards of one kind change speed.
  package struct Speed: Sendable {
    /// What a server does with its tasks when it fails, that is when its speed falls to 0.
    package enum OnFailure: String, Sendable, CaseIterable {
      /// They wait until it is back.
      case keep
      /// They are lost, and so are those that arrive until it is back.
      case lose
    }
    /// The trace of speeds.
    package var file: String
    /// Which server of the trace a server follows.
    package var binding: ArcBinding.Rule
    /// What every speed is multiplied by.
    package var scale: Double
    /// What failures do.
    package var onFailure: OnFailure
  }

  /// When the answer to a task is late.
  package struct Deadline: Sendable {
    /// What happens to a late task.
    package enum Consequence: String, Sendable, CaseIterable {
      /// It is counted when it is done.
      case count
      /// No server begins it any more; it is counted too where it is done nevertheless.
      case drop
    }
    /// From arrival to answer, in s.
    package var seconds: Double
    /// What happens then.
    package var consequence: Consequence
  }

  /// How difficult tasks are, device by device, over time.
  package struct Drift: Sendable {
    /// How long a device takes from easy tasks to hard ones and back, in s.
    package var periodSeconds: Double
    /// From 0, all classes alike, to 1, where the hardest class vanishes at times and doubles at others.
    package var amplitude: Double
  }

  /// How the arcs into a stage get their rates.
  package enum Bandwidth: Sendable {
    /// Every arc has this rate in bit/s.
    case constant(bitsPerSecond: Double)
    /// Arcs follow links of a trace.
    case trace(file: String, binding: ArcBinding.Rule, scale: Double)
  }

  /// One stage: a sub-model, its servers and the arcs into it.
  package struct Stage: Sendable {
    /// Its name, for people.
    package var name: String
    /// a_h in FLOP per task.
    package var workFlop: Double
    /// z_h in bytes.
    package var inputBytes: Double
    /// The rates of the arcs into the stage.
    package var bandwidth: Bandwidth
    /// Propagation time of those arcs in s.
    package var propagationSeconds: Double
    /// How many servers each node before the stage is joined to; nil is all.
    package var degree: Int?
    /// The most tasks that wait or are served at one server; nil is no limit.
    package var queueLimit: Int?
    /// The servers, in order.
    package var servers: [Board]
  }

  /// Where tasks come from.
  package struct Arrivals: Sendable {
    /// The trace's file, of counts or of events.
    package var file: String
    /// How sources of the trace become devices.
    package var binding: SourceBinding
    /// What every count is multiplied by, or the share of events that is kept.
    package var scale: Double
    /// The interval of a count in s; nil is the smallest step of the file.
    package var intervalSeconds: Double?
    /// The time of the trace at which slot 0 begins, in ns, where it is not that of all traces.
    package var fromNanoseconds: Int64?
    /// The planning figure for all devices together in 1/s, which controllers see before anything was measured.
    package var nominalPerSecond: Double
    /// How difficulty drifts; nil where it does not.
    package var drift: Drift?
  }

  /// What controllers are told to expect of a slot; the last value where nothing is set.
  package struct Forecast: Sendable, Equatable, Codable {
    /// The weight of the newest slot in exponentially weighted means of arrivals and link rates.
    package var meanWeight: Double?
    /// For links the quantile of that share of their mean rates over the last slots, in the place of a mean.
    package var linkQuantile: LinkQuantile?

    /// Which quantile over how many slots.
    package struct LinkQuantile: Sendable, Equatable, Codable {
      /// From 0, the least, to 1, the largest.
      package var share: Double
      /// How many slots it looks back.
      package var slots: Int

      /// The quantile of `share` over `slots` slots.
      package init(share: Double, slots: Int) {
        self.share = share
        self.slots = slots
      }
    }
  }

  /// One controller in the comparison.
  package struct Entry: Sendable {
    /// The controller's name in the list.
    package var name: String
    /// What it is called in this run; the same controller may run twice with different settings.
    package var label: String
    /// All its settings.
    package var settings: ControllerSettings
    /// The file of an exit profile of its own: another confidence of the same samples; nil is the scenario's.
    package var exitProfile: String?

    /// An entry that exits by the scenario's profile, unless another is named.
    package init(name: String, label: String, settings: ControllerSettings, exitProfile: String? = nil) {
      (self.name, self.label, self.settings, self.exitProfile) = (name, label, settings, exitProfile)
    }
  }

  /// The file the scenario was read from.
  package var path: String
  /// Its name, for people and for the run directory.
  package var name: String
  /// A sentence that stands wherever results do: what is real and what is synthetic.
  package var notice: String
  /// The seed that governs everything drawn.
  package var seed: UInt64
  /// L in s.
  package var slotSeconds: Double
  /// The number of slots.
  package var slots: Int
  /// The time of all traces at which slot 0 begins, in ns.
  package var fromNanoseconds: Int64
  /// κ, the queue's knee and the link model, for formula and world alike.
  package var cost: CostModel
  /// When answers are late; nil is never.
  package var deadline: Deadline?
  /// How the world is worked out; no part of the result.
  package var engine: SimulationEngine
  /// The exit profile.
  package var profile: Profile
  /// The number of devices.
  package var devices: Int
  /// Stages 1…H.
  package var stages: [Stage]
  /// The arrivals.
  package var arrivals: Arrivals
  /// The forecast that all controllers get.
  package var forecast: Forecast
  /// The controllers, in the order of results.
  package var controllers: [Entry]

  /// The time of the arrival trace at which slot 0 begins, in ns.
  var arrivalsFromNanoseconds: Int64 { arrivals.fromNanoseconds ?? fromNanoseconds }
}
