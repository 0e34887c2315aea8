import Replay
package import TraceIO

/// A page about one run, or several side by side: one file that needs nothing else.
package struct Page: HTMLPage {
  private let runs: [RunView]

  /// Reads the runs in `directories`.
  ///
  /// - Complexity: One pass over each decision log; memory for the summary and 360 buckets of every quantity.
  package init(_ directories: [String]) throws(InputError) {
    var runs: [RunView] = []
    for (index, path) in directories.enumerated() {
      let directory = try RunDirectoryReader(path)
      let letter = String(UnicodeScalar(UInt8(65 + index % 26)))
      runs.append(
        RunView(
          tag: directories.count == 1 ? "" : letter + (index < 26 ? "" : "\(index / 26)"),
          directory: directory,
          series: try directory.series()))
    }
    self.runs = runs
  }

  /// The figures, those of one kind in all runs one after the other.
  package var figures: [Figure] {
    let kinds: [(RunView) -> Figure] = [
      { $0.delayFigure }, { $0.distributionFigure }, { $0.planeFigure }, { $0.formulaFigure },
      { $0.thresholdFigure }, { $0.effortFigure },
    ]
    let most = runs.map(\.series.count).max() ?? 0
    return kinds.flatMap { kind in
      runs.map { run in
        var figure = kind(run)
        figure.hidden = run.hidden
        return figure
      }
    }
      + (0..<most).flatMap { index in
        runs.filter { $0.series.indices.contains(index) }.map { $0.utilisationFigure(index) }
      }
  }

  package var heading: String { Set(runs.map(\.directory.scenario)).sorted().joined(separator: ", ") }
  package var kind: String { "report" }
  package var seriesCount: Int { runs.map(\.series.count).max() ?? 0 }
  package var sections: String { runs.map(section).joined() }
  package var pairsFigures: Bool { runs.count > 1 }

  private func section(_ run: RunView) -> String {
    let directory = run.directory
    let heading = run.tag.isEmpty ? "Summary" : "Run \(run.tag): \(directory.path)"
    let version = directory.manifest["version"]?.string ?? "",
      command = directory.manifest["command"]?.string ?? ""
    return """
      <section><h2>\(HTML.escaped(heading))</h2><p>\(badge(directory.notice))\(HTML.escaped(directory.notice))</p>
      \(SummarySection(run: directory).html)
      <p class="small">Sorted by objective = mean delay + \(AxisUnit.seconds.text(directory.kappaSeconds)) × share of wrong
      answers. Rounds, messages and kB exchanged are per slot. Differences are paired by the slot in which tasks arrive, with a
      95 % interval; the verdict is on the controller of the row. Seed \(directory.manifest["seed"]?.text ?? "–"),
      \(directory.slots) slots of \(AxisUnit.seconds.text(directory.slotSeconds)), offramp \(HTML.escaped(version)):
      <code>\(HTML.escaped(command))</code></p></section>

      """
  }

  /// A label for runs that are not all real, by the words of their notice.
  private func badge(_ notice: String) -> String {
    guard notice.lowercased().contains("synthetic") else { return "" }
    let words = notice.lowercased().contains("synthetic traces") ? "synthetic traces" : "partly synthetic"
    return "<strong class=\"badge\">\(words)</strong> "
  }
}
