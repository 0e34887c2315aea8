import Replay

extension Trial {
  /// The trial as the journal states it, for `header`'s study.
  func json(_ header: StudyHeader) -> JSONValue {
    [
      "type": "trial", "trial": .integer(number), "batch": .integer(batch),
      "values": Self.json(of: values, header.parameters),
      "status": .string(status.rawValue), "slots": .integer(slots),
      "incumbent": incumbent.map(JSONValue.integer) ?? .null, "probability": .optional(probability),
      "value": .optional(value), "violation": .number(violation),
      "cases": .array(zip(header.cases, cases).map { Self.json($0, $1) }),
    ]
  }

  /// Values by parameter; those that do not count are left out.
  static func json(of values: Assignment, _ parameters: [Parameter]) -> JSONValue {
    .object(
      zip(parameters, values).compactMap { parameter, value in
        guard let value else { return nil }
        let text = parameter.domain.text(of: value)
        return (parameter.name, parameter.domain.isChoice ? .string(text) : .number(value))
      })
  }

  /// The values that a record states; nil where one is none of its parameter.
  static func values(_ json: JSONValue?, _ parameters: [Parameter]) -> Assignment? {
    var values: Assignment = []
    for parameter in parameters {
      switch json?[parameter.name] {
      case nil: values.append(nil)
      case .string(let word)?:
        guard let value = parameter.domain.value(of: word) else { return nil }
        values.append(value)
      case let number?:
        guard let value = number.number, !parameter.domain.isChoice else { return nil }
        values.append(value)
      }
    }
    return values
  }

  private static func json(_ info: StudyHeader.CaseInfo, _ columns: SlotColumns) -> JSONValue {
    let measured = columns.measured(slots: columns.count, kappaSeconds: info.kappaSeconds)
    return [
      "case": .string(info.label), "objective_s": .optional(measured.objectiveSeconds),
      "delay_s": .optional(measured.delaySeconds), "accuracy": .optional(measured.accuracy),
      "messages_per_slot": .number(measured.messagesPerSlot), "in_flight": .integer(columns.inFlight),
      "completed": integers(columns.completed), "delay_ns": integers(columns.delayNanoseconds),
      "correct": integers(columns.correct), "messages": integers(columns.messages),
    ]
  }

  private static func integers(_ values: [Int]) -> JSONValue { .array(values.map(JSONValue.integer)) }

  /// The trial that a record of `header`'s study states; nil where something is missing or of no sense.
  init?(_ json: JSONValue, _ header: StudyHeader) {
    guard json["type"]?.string == "trial", let number = json["trial"]?.integer, number >= 0,
      let batch = json["batch"]?.integer, let status = json["status"]?.string.flatMap(Status.init(rawValue:)),
      let values = Self.values(json["values"], header.parameters), let violation = json["violation"]?.number,
      let slots = json["slots"]?.integer, let items = json["cases"]?.elements,
      items.count == header.cases.count
    else { return nil }
    let cases = items.compactMap { SlotColumns($0, slots: slots) }
    guard cases.count == items.count else { return nil }
    self.init(
      number: number, batch: batch, values: values, status: status, incumbent: json["incumbent"]?.integer,
      probability: json["probability"]?.number, value: json["value"]?.number, violation: violation,
      cases: cases)
  }
}

extension SlotColumns {
  /// The columns of one case of a record; nil where they are not `slots` long.
  fileprivate init?(_ json: JSONValue, slots: Int) {
    func column(_ key: String) -> [Int] { json[key]?.elements.compactMap(\.integer) ?? [] }
    self.init()
    completed = column("completed")
    delayNanoseconds = column("delay_ns")
    correct = column("correct")
    messages = column("messages")
    inFlight = json["in_flight"]?.integer ?? 0
    guard [completed, delayNanoseconds, correct, messages].allSatisfy({ $0.count == slots }) else {
      return nil
    }
  }
}
