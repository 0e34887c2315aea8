import CounterRandom

/// CSV files drawn from a seed, in all the forms a row may take, some with a fault.
///
/// The columns are `t,name,cell,x,y`; `name` holds text, sometimes with commas and line ends in quotes.
struct RandomCSV {
  private let random: CounterRandom
  private var counter: UInt64 = 0
  private var text = "t,name,cell,x,y\n"

  /// A file of up to 400 rows; `faultOdds` of 0 makes no faults, of n one row in n faulty.
  static func text(seed: UInt64, faultOdds: Int) -> String {
    var csv = RandomCSV(random: CounterRandom(seed: seed, stream: .validationSamples))
    return csv.rows(faultOdds: faultOdds)
  }

  private mutating func draw(_ bound: Int) -> Int {
    counter += 1
    return random.integer(counter, below: bound)
  }

  private mutating func rows(faultOdds: Int) -> String {
    let (end, usesNames, oddForms) = (draw(2) == 0 ? "\n" : "\r\n", draw(2) == 0, draw(30) + 1)
    var time = 0
    for _ in 0..<draw(400) + 1 {
      time += draw(3) == 0 ? draw(2000) : 0
      var fields = [
        "\(time / 1000).\(String(time % 1000 + 1000).dropFirst())", word(),
        usesNames ? "c\(draw(20))" : "\(draw(300))", number(), number(),
      ]
      if fields[4].hasPrefix("-") { fields[4].removeFirst() }
      if draw(oddForms) == 0 { disguise(&fields) }
      if faultOdds > 0, draw(faultOdds) == 0 { spoil(&fields) }
      text += fields.joined(separator: ",") + end
      if draw(200) == 0 { text += end }
    }
    if draw(4) == 0 { text.removeLast() }  // a CRLF is one Character
    return text
  }

  /// A number of up to 17 digits with or without sign, point and exponent.
  private mutating func number() -> String {
    let digits = String(random.bits(UInt64(draw(1 << 30)))).prefix(
      [1, 2, 3, 5, 6, 7, 8, 9, 15, 17][draw(10)])
    switch draw(12) {
    case 0: return String(digits)
    case 1: return "-\(digits)"
    case 2: return "+\(digits)"
    case 3: return "\(digits)e\(draw(60) - 30)"
    case 4: return "\(digits)."
    case 5: return ".\(digits)"
    default:
      let point = draw(digits.count + 1)
      return "\(digits.prefix(point)).\(digits.dropFirst(point))"
    }
  }

  private mutating func word() -> String {
    [
      "", "x", "long text without end", "\"a,b\"", "\"say \"\"hi\"\"\"", "\"two\nlines\"", "5\" disk", "a\rb",
    ][
      draw(8) * (draw(3) == 0 ? 1 : 0)]
  }

  /// Other ways to write the same.
  private mutating func disguise(_ fields: inout [String]) {
    let place = [0, 2, 3, 4][draw(4)]
    fields[place] = [" \(fields[place])", "\(fields[place])\t", "\"\(fields[place])\""][draw(3)]
  }

  private mutating func spoil(_ fields: inout [String]) {
    let place = [0, 2, 3, 4][draw(4)]
    switch draw(9) {
    case 0: fields.removeLast()
    case 1: fields.append("1")
    case 2: fields[place] = ""
    case 3: fields[place] = "-1"
    case 4: fields[place] = "nan"
    case 5: fields[place] = "12.3.4"
    case 6: fields[place] = "\"1"
    case 7: fields[place] = "99999999999999999999"
    default: fields[place] = "1e999"
    }
  }
}
