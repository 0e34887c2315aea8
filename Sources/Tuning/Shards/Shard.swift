import TraceIO
import Replay

/// A part of a batch, to be replayed on any machine that has the same files under the same names.
struct Shard: Sendable {
  /// Its number, from 0, of how many.
  let number: Int, count: Int
  /// What was asked of the study.
  let request: StudyRequest
  /// The study, digests of all input files included.
  let header: JSONValue
  /// Its trials, by number; trial 0 is in every shard that needs it to be held against.
  let trials: [TrialQueue.Pending]
  /// The trial that those of the batch are held against, where an earlier batch has one.
  let incumbent: Trial?

  /// The shard as its file states it.
  func json(_ header: StudyHeader) -> JSONValue {
    [
      "offramp_shard": 1, "shard": .integer(number), "of": .integer(count), "request": request.json,
      "study": header.json,
      "trials": .array(
        trials.map {
          [
            "trial": .integer($0.number),
            "values": Trial.json(of: $0.values, header.parameters),
          ]
        }),
      "incumbent": incumbent?.json(header) ?? .null,
    ]
  }

  /// Reads the shard in the file at `path`.
  init(_ path: String) throws(InputError) {
    let text = try TextFile.read(path: path)
    let json: JSONValue
    do throws(JSONReader.Fault) {
      json = try JSONReader.value(Array(text.utf8))
    } catch {
      throw InputError(path, .byte(error.byte), found: "text that is no JSON", expected: error.expected)
    }
    guard json["offramp_shard"]?.integer == 1, let number = json["shard"]?.integer,
      let count = json["of"]?.integer, let request = json["request"].flatMap(StudyRequest.init),
      let study = json["study"], let header = StudyHeader(study)
    else {
      throw InputError(
        path, found: "no shard of this version", expected: "a shard as 'offramp tune --plan' writes it")
    }
    let trials = (json["trials"]?.elements ?? []).compactMap { item -> TrialQueue.Pending? in
      guard let number = item["trial"]?.integer,
        let values = Trial.values(item["values"], header.parameters)
      else { return nil }
      return TrialQueue.Pending(number: number, values: values)
    }
    guard trials.count == json["trials"]?.elements.count else {
      throw InputError(path, found: "trials of no sense", expected: "trials of the study in the shard")
    }
    (self.number, self.count, self.request, self.header, self.trials) = (
      number, count, request, study, trials
    )
    incumbent = json["incumbent"].flatMap { Trial($0, header) }
  }

  init(
    number: Int, count: Int, request: StudyRequest, header: JSONValue, trials: [TrialQueue.Pending],
    incumbent: Trial?
  ) {
    (self.number, self.count, self.request, self.header) = (number, count, request, header)
    (self.trials, self.incumbent) = (trials, incumbent)
  }
}
