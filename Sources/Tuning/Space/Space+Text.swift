extension Space {
  /// `key=value` of the parameters that count.
  package func text(of values: Assignment, between separator: String) -> String {
    zip(parameters, values).compactMap { parameter, value in
      guard parameter.key != SettingTarget.nothing else { return nil }
      return value.map { "\(parameter.key)=\(parameter.domain.text(of: $0))" }
    }.joined(separator: separator)
  }
}
