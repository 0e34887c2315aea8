import Controllers
import EdgeModel
import Simulation

extension Scenario {
  /// The first controller that is told what will be: the one that regrets are counted from.
  var clairvoyantIndex: Int? {
    controllers.firstIndex { entry in
      ControllerEntry.all.contains { $0.isClairvoyant && $0.name == entry.name }
    }
  }

  /// The scenario with every default filled in, for the manifest.
  package var json: JSONValue {
    [
      "name": .string(name),
      "notice": .string(notice),
      "seed": .integer(Int(truncatingIfNeeded: seed)),
      "slot_s": .number(slotSeconds),
      "slots": .integer(slots),
      "from_s": .number(Double(fromNanoseconds) / 1e9),
      "kappa_s": .number(cost.kappaSeconds),
      "utilisation_knee": .number(cost.queue.knee),
      "deadline_s": .optional(deadline?.seconds),
      "deadline": deadline.map { .string($0.consequence.rawValue) } ?? .null,
      "link_model": .string(cost.linkModel.rawValue),
      "engine": .string(engine.rawValue),
      "exit_profile": ["file": .string(profile.file), "thresholds": .numbers(profile.thresholds)],
      "devices": .integer(devices),
      "stages": .array(stages.map(\.json)),
      "arrivals": arrivals.json,
      "forecast": forecast.json,
      "controllers": .array(controllers.map(\.json)),
    ]
  }
}

extension Scenario.Stage {
  fileprivate var json: JSONValue {
    let link: JSONValue =
      switch bandwidth {
      case .constant(let rate): ["bits_per_s": .number(rate)]
      case .trace(let file, let binding, let scale):
        ["trace": .string(file), "bind": .string(binding.rawValue), "scale": .number(scale)]
      }
    return [
      "name": .string(name), "work_flop": .number(workFlop), "input_bytes": .number(inputBytes),
      "link": link, "propagation_s": .number(propagationSeconds),
      "degree": degree.map(JSONValue.integer) ?? "all",
      "queue_limit": queueLimit.map(JSONValue.integer) ?? .null,
      "servers": .array(servers.map(\.json)),
    ]
  }
}

extension Scenario.Board {
  fileprivate var json: JSONValue {
    [
      "board": .string(name), "count": .integer(count), "flop_per_s": .number(flopPerSecond),
      "speed": speed.map {
        [
          "trace": .string($0.file), "bind": .string($0.binding.rawValue), "scale": .number($0.scale),
          "on_failure": .string($0.onFailure.rawValue),
        ]
      } ?? .null,
    ]
  }
}

extension Scenario.Arrivals {
  fileprivate var json: JSONValue {
    [
      "trace": .string(file), "bind": .string(binding.rawValue), "scale": .number(scale),
      "from_s": fromNanoseconds.map { .number(Double($0) / 1e9) } ?? .null,
      "interval_s": intervalSeconds.map(JSONValue.number) ?? "smallest step of the file",
      "nominal_per_s": .number(nominalPerSecond),
      "drift": drift.map {
        ["period_s": .number($0.periodSeconds), "amplitude": .number($0.amplitude)]
      } ?? .null,
    ]
  }
}

extension Scenario.Forecast {
  fileprivate var json: JSONValue {
    guard self != Scenario.Forecast() else { return "last value" }
    return [
      "ewma": .optional(meanWeight), "link_quantile": .optional(linkQuantile?.share),
      "link_slots": linkQuantile.map { .integer($0.slots) } ?? .null,
    ]
  }
}

extension Scenario.Entry {
  fileprivate var json: JSONValue {
    [
      "controller": .string(label), "name": .string(name),
      "exit_profile": exitProfile.map(JSONValue.string) ?? "the scenario's",
      "settings": .object(
        settings.described.map { (key: $0.key, value: $0.value.map(JSONValue.string) ?? .null) }),
    ]
  }
}
