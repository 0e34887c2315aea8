/// A figure as HTML: drawing, legend, caption and its numbers as CSV.
///
/// The CSV stands in the link itself, so that it can be downloaded without a script; the script reads the same link
/// for what a pointer is on.
struct FigureSection {
  let figure: Figure

  /// The `figure` element.
  var html: String {
    let name = HTML.escaped(figure.name)
    return "<figure id=\"\(name)\"><h3>\(HTML.escaped(figure.title))</h3>" + legend
      + "<svg viewBox=\"0 0 \(Frame.text(figure.size.width)) \(Frame.text(figure.size.height))\" role=\"img\""
      + " aria-label=\"\(HTML.escaped(figure.alternative))\">\(figure.drawing)</svg>"
      + "<figcaption>\(HTML.escaped(figure.caption)) "
      + "<a class=\"csv\" download=\"\(name).csv\" href=\"data:text/csv;charset=utf-8,\(Self.inAddress(figure.table.csv))\">"
      + "CSV of \(HTML.escaped(figure.title))</a></figcaption></figure>\n"
  }

  private var legend: String {
    guard !figure.legend.isEmpty else { return "" }
    let entries = figure.legend.enumerated().map { index, label in
      "<label><input type=\"checkbox\"\(figure.hidden.contains(index) ? "" : " checked") class=\"t\(index)\"><svg viewBox=\"0 0 36 12\" aria-hidden=\"true\">"
        + "<path class=\"l \(Panel.style(index))\" d=\"M1 6H35\"/>"
        + "<path class=\"m \(Panel.style(index))\" d=\"\(Marker.path(index, at: (18, 6), size: 4))\"/></svg>"
        + "\(HTML.escaped(label))</label>"
    }
    return "<div class=\"legend\" role=\"group\" aria-label=\"Controllers to show\">" + entries.joined()
      + note + "</div>"
  }

  private var note: String {
    guard !figure.hidden.isEmpty else { return "" }
    let shown = figure.legend.count - figure.hidden.count
    return "<span class=\"all\">The \(shown) that matter most are drawn; a box draws another.</span>"
  }

  /// Text inside an address of the `data:` kind, which is also inside an attribute (RFC 3986, section 2.1).
  static func inAddress(_ text: String) -> String {
    var result = ""
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: ","), UInt8(ascii: "."), UInt8(ascii: "-"),
        UInt8(ascii: "_"), UInt8(ascii: ":"), UInt8(ascii: "/"):
        result.unicodeScalars.append(Unicode.Scalar(byte))
      default:
        let hex = String(byte, radix: 16, uppercase: true)
        result += "%" + (hex.count == 1 ? "0" : "") + hex
      }
    }
    return result
  }
}
