/// A type with a shape of its own in a state: scalars, because they end what would go on for ever; arrays of them, for
/// speed; and what the standard library encodes with names, which a state does not have.
protocol StateCoded {
  func write(to sink: StateSink) throws
  init(reading source: StateSource) throws
}

extension StateCoded where Self: FixedWidthInteger {
  func write(to sink: StateSink) { sink.append(self) }
  init(reading source: StateSource) throws { self = try source.take() }
}

extension Int: StateCoded {}
extension Int8: StateCoded {}
extension Int16: StateCoded {}
extension Int32: StateCoded {}
extension Int64: StateCoded {}
extension Int128: StateCoded {}
extension UInt: StateCoded {}
extension UInt8: StateCoded {}
extension UInt16: StateCoded {}
extension UInt32: StateCoded {}
extension UInt64: StateCoded {}

extension Bool: StateCoded {
  func write(to sink: StateSink) { sink.append(UInt8(self ? 1 : 0)) }
  init(reading source: StateSource) throws { self = try source.takeFlag() }
}

extension Double: StateCoded {
  func write(to sink: StateSink) { sink.append(bitPattern) }
  init(reading source: StateSource) throws { self.init(bitPattern: try source.take()) }
}

extension Float: StateCoded {
  func write(to sink: StateSink) { sink.append(bitPattern) }
  init(reading source: StateSource) throws { self.init(bitPattern: try source.take()) }
}

extension String: StateCoded {
  func write(to sink: StateSink) { sink.append(Array(utf8)) }
  init(reading source: StateSource) throws {
    let bytes = try source.takeBytes(try source.takeCount())
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw StateError(reason: "a text that is not UTF-8")
    }
    self = text
  }
}

extension Array: StateCoded where Element: Codable {
  func write(to sink: StateSink) throws {
    if let bytes = self as? [UInt8], Element.self == UInt8.self { return sink.append(bytes) }
    sink.append(count)
    switch self {
    case let numbers as [Double] where Element.self == Double.self:
      for number in numbers { number.write(to: sink) }
    case let numbers as [Int] where Element.self == Int.self: for number in numbers { sink.append(number) }
    case let numbers as [Int32] where Element.self == Int32.self:
      for number in numbers { sink.append(number) }
    default: for element in self { try sink.encode(element) }
    }
  }

  init(reading source: StateSource) throws {
    let count = try source.takeCount()
    self = []
    reserveCapacity(count)
    for _ in 0..<count { append(try source.decode(Element.self)) }
  }
}

extension Set: StateCoded where Element: Codable {
  func write(to sink: StateSink) throws { try Array(self).write(to: sink) }
  init(reading source: StateSource) throws { self.init(try [Element](reading: source)) }
}

extension Dictionary: StateCoded where Key: Codable, Value: Codable {
  func write(to sink: StateSink) throws {
    sink.append(count)
    for (key, value) in self {
      try sink.encode(key)
      try sink.encode(value)
    }
  }

  init(reading source: StateSource) throws {
    self = [:]
    for _ in 0..<(try source.takeCount()) {
      let key = try source.decode(Key.self)
      self[key] = try source.decode(Value.self)
    }
  }
}

extension Optional: StateCoded where Wrapped: Codable {
  func write(to sink: StateSink) throws {
    sink.append(UInt8(self == nil ? 0 : 1))
    if let value = self { try sink.encode(value) }
  }

  init(reading source: StateSource) throws {
    self = try source.takeFlag() ? try source.decode(Wrapped.self) : nil
  }
}
