import Foundation
import Replay
import TestSupport
import Testing

@testable import Report

@Suite struct PageTests {
  @Test func `every number of the table is one of the summary`() async throws {
    try await TemporaryDirectory.run { directory in
      let run = try RunDirectoryReader(try await TinyRun.make(in: directory))
      let html = SummarySection(run: run).html
      let rows = html.components(separatedBy: "<tr>").dropFirst(2)
      #expect(rows.count == run.labels.count)
      var objectives: [Double] = []
      for row in rows {
        let label = try #require(row.firstMatch(of: /<th scope="row">([^<]*)</)?.1)
        let controller = try #require(run.controllers.first { $0["controller"]?.string == String(label) })
        var seen: Set<String> = []
        for match in row.matches(of: /<data class="([a-z0-9_]+)" value="([^"]*)">([^<]*)</) {
          let key = String(match.1)
          guard key != "difference" else { continue }
          #expect(controller[key]?.text == String(match.2), "\(label) \(key)")
          let shown = try #require(Double(match.3), "\(label) \(key)"), exact = try #require(Double(match.2))
          let factors = ["accuracy": 100, "formula_error": 100, "bytes_per_slot": 0.001]
          let factor = factors[key] ?? (key.hasSuffix("_s") ? 1000.0 : 1)
          #expect(abs(shown - exact * factor) <= max(0.5, abs(shown) * 0.05), "\(label) \(key)")
          seen.insert(key)
        }
        #expect(seen.count >= 11, "\(label) shows \(seen.sorted())")
        objectives.append(controller["objective_s"]?.number ?? .infinity)
      }
      #expect(objectives == objectives.sorted())
    }
  }

  @Test func `verdicts are those of the summary, turned round where the pair is`() async throws {
    try await TemporaryDirectory.run { directory in
      let run = try RunDirectoryReader(try await TinyRun.make(in: directory))
      #expect(run.reference == "dto-ee")
      for pair in run.summary["pairs"]?.elements ?? [] {
        let first = try #require(pair["first"]?.string), second = try #require(pair["second"]?.string)
        let one = try #require(PairView(run.summary, first, second))
        let other = try #require(PairView(run.summary, second, first))
        #expect(one.mean == -other.mean && one.halfWidth == other.halfWidth)
        #expect(one.verdict == pair["objective_s"]?["verdict"]?.string)
        #expect(
          Set([one.verdict, other.verdict]) != ["better"] && Set([one.verdict, other.verdict]) != ["worse"])
      }
    }
  }

  @Test func `a page needs nothing from outside, and every figure has words and numbers`() async throws {
    try await TemporaryDirectory.run { directory in
      let page = try Page([try await TinyRun.make(in: directory)]), figures = page.figures
      func pieces(_ mark: String) -> [String] { html.components(separatedBy: mark) }
      // The name of the SVG namespace is an address that nobody opens.
      let html = page.html.replacingOccurrences(of: "http://www.w3.org/2000/svg", with: "")
      #expect(pieces("http").count == 1 && pieces("@import").count == 1 && pieces(" src=").count == 1)
      #expect(pieces("href=\"").dropFirst().allSatisfy { $0.hasPrefix("data:") })
      #expect(pieces("<figure ").count == 12 && figures.count == 11)
      #expect(Set(figures.map(\.name)).count == figures.count)
      for figure in figures {
        #expect(figure.alternative.count > 30 && figure.caption.count > 30, "\(figure.name)")
        let lines = figure.table.csv.split(separator: "\n").map {
          $0.split(separator: ",", omittingEmptySubsequences: false).count
        }
        #expect(lines.count > 1 && Set(lines).count == 1, "\(figure.name)")
        #expect(pieces("download=\"\(figure.name).csv\"").count == 2)
      }
    }
  }

  @Test func `what is drawn is what the log says`() async throws {
    try await TemporaryDirectory.run { directory in
      let path = try await TinyRun.make(in: directory)
      let series = try RunDirectoryReader(path).series()
      var log = try DecisionLogReader(run: path), count = 0
      while let record = try log.next() {
        guard record["type"]?.string == "decision", let epoch = record["epoch"]?.number else { continue }
        let own = try #require(series.first { $0.label == record["controller"]?.string })
        #expect(own.delay.mean[Int(epoch)] == record["measured"]?["delay_mean_s"]?.number)
        #expect(own.gap.mean[Int(epoch)] == record["predicted"]?["gap_s"]?.number)
        #expect(own.rows.map(\.name) == ["1/0", "1/1", "1/2", "2/0", "2/1", "3/0", "3/1"])
        count += 1
      }
      #expect(count == 30)
    }
  }

  @Test func `of many controllers those that matter most are drawn, and a box draws the others`() async throws
  {
    try await TemporaryDirectory.run { directory in
      var tiny = TinyScenario()
      tiny.controllers = (0..<12).map { number in
        "{name: uniform, label: rule-\(number), set: {threshold: \(0.3 + 0.05 * Double(number))}}"
      }
      let path = try await TinyRun.make(in: directory, "run", tiny)
      let run = try RunDirectoryReader(path), page = try Page([path])
      let shown = try #require(page.figures.first).hidden.symmetricDifference(0..<12)
      #expect(shown.count == 8)
      let objectives = run.controllers.map { $0["objective_s"]?.number ?? .infinity }
      let labels = [run.reference, run.summary["best_heuristic"]?.string].compactMap(\.self)
      let kept = Set(labels.compactMap { run.labels.firstIndex(of: $0) })
      #expect(kept.isSubset(of: shown))
      let best = objectives.indices.sorted { (objectives[$0], $0) < (objectives[$1], $1) }
      #expect(shown == kept.union(best.filter { !kept.contains($0) }.prefix(8 - kept.count)))
      let html = page.html
      #expect(html.components(separatedBy: "<input type=\"checkbox\" checked ").count == 1 + 6 * 8)
      #expect(html.components(separatedBy: "<input type=\"checkbox\" class=").count == 1 + 6 * 4)
      #expect(
        try #require(page.figures.first).table.csv.contains("delay_mean_s:rule-11"), "the data is of all")
    }
  }

  @Test func `several runs stand side by side, each named`() async throws {
    try await TemporaryDirectory.run { directory in
      let one = try await TinyRun.make(in: directory, "one")
      let other = try await TinyRun.make(in: directory, "other", seed: 2)
      let page = try Page([one, other])
      let names = page.figures.map(\.name)
      #expect(names.prefix(2) == ["delay-A", "delay-B"] && names.count == 22)
      let html = page.html
      #expect(html.range(of: "Run A: ") != nil && html.range(of: "Run B: ") != nil)
    }
  }

  @Test func `names from a scenario cannot break the page`() {
    #expect(HTML.escaped(#"<b a="1">&"#) == "&lt;b a=&quot;1&quot;&gt;&amp;")
    #expect(FigureSection.inAddress("a,b\n\"%é") == "a,b%0A%22%25%C3%A9")
  }

  @Test func `a folder that is no run is refused in one line`() throws {
    try TemporaryDirectory.run { directory in
      try directory.write("{}", to: "x/manifest.json")
      #expect(
        directory.message { _ = try Page([directory.file("x")]) }.hasPrefix(
          "x/manifest.json: found no \"offramp_run\": 1; expected"))
      try directory.write("{\"offramp_run\": 1,}", to: "x/manifest.json")
      #expect(
        directory.message { _ = try Page([directory.file("x")]) }.hasPrefix(
          "x/manifest.json: byte 18: found a text that is no JSON"))
    }
  }
}
