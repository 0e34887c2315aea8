package import TraceIO

/// A page: one file that needs nothing else, a heading over what it shows and its figures below.
package protocol HTMLPage {
  /// What it is about.
  var heading: String { get }
  /// What kind of page it is, as a browser's window shows it behind the heading.
  var kind: String { get }
  /// How many series its figures tell apart by colour.
  var seriesCount: Int { get }
  /// Everything above the figures, as HTML.
  var sections: String { get }
  /// Whether figures stand in pairs, side by side where there is room.
  var pairsFigures: Bool { get }
  /// The figures in order.
  var figures: [Figure] { get }
}

extension HTMLPage {
  /// The whole page.
  package var html: String {
    """
    <!DOCTYPE html>
    <html lang="en"><head><meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light dark">
    <link rel="icon" href="data:,">
    <title>\(HTML.escaped(heading)): offramp \(kind)</title>
    <style>\(Style.css)\(Style.series(seriesCount))</style></head><body>
    <header><h1>\(HTML.escaped(heading))</h1></header>
    <main>\(sections)
    <section class="figures\(pairsFigures ? " pairs" : "")">
    \(figures.map { FigureSection(figure: $0).html }.joined())</section></main>
    <div id="tip" role="status" hidden></div>
    <script>\(Script.text)</script></body></html>

    """
  }

  /// Writes the page to `path`; nothing is left there when that fails.
  package func write(to path: String) throws(InputError) {
    var file = try ZstdFileWriter(path: path)
    try file.write(html)
    try file.finish()
  }
}
