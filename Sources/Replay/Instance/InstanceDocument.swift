/// One decision problem as it stands in a JSON file: see docs/formats.md.
struct InstanceDocument: Codable {
  struct Exit: Codable {
    var thresholds: [Double]
    var survive: [[Double]]
    var error: [[Double]]
  }

  struct Layer: Codable {
    var nodes: Int
    var arrivalRate: [Double]?
    var serviceSeconds: [Double]?
    var inputBytes: Double?
    var exit: Exit?
    var finalError: [Double]?

    enum CodingKeys: String, CodingKey {
      case nodes, exit
      case arrivalRate = "arrival_rate"
      case serviceSeconds = "service_s"
      case inputBytes = "input_bytes"
      case finalError = "final_error"
    }
  }

  struct Arcs: Codable {
    var tail: [Int]
    var head: [Int]
    var bitsPerSecond: [Double]
    var propagationSeconds: [Double]

    enum CodingKeys: String, CodingKey {
      case tail, head
      case bitsPerSecond = "bits_per_s"
      case propagationSeconds = "propagation_s"
    }
  }

  var version: Int
  var kappaSeconds: Double
  var utilisationKnee: Double
  var linkModel: String
  var classMix: [Double]
  var layers: [Layer]
  var arcs: [Arcs]

  enum CodingKeys: String, CodingKey {
    case layers, arcs
    case version = "offramp_instance"
    case kappaSeconds = "kappa_s"
    case utilisationKnee = "utilisation_knee"
    case linkModel = "link_model"
    case classMix = "class_mix"
  }
}
