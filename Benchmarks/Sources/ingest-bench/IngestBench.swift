internal import Glibc
internal import TraceIO

/// `ingest-bench generate ROWS`: the benchmark's CSV on stdout.
/// `ingest-bench sum FILE [SUMS]`: rows, and sums per cell and 10 s, of a file of that form.
@main
enum IngestBench {
  static func main() {
    do {
      let words = Array(CommandLine.arguments.dropFirst())
      switch (words.first, words.count) {
      case ("generate", 2): generate(Int(words[1]) ?? 0)
      case ("sum", 2...3): try sum(words[1], to: words.count == 3 ? words[2] : nil)
      default: fail("usage: ingest-bench generate ROWS | sum FILE [SUMS]", status: 2)
      }
    } catch {
      fail("\(error)", status: 1)
    }
  }

  private static func generate(_ rows: Int) {
    var csv = BenchmarkRows()
    csv.write(rows: rows)
  }

  private static func sum(_ path: String, to sums: String?) throws(InputError) {
    var windows = CellWindows(path: sums)
    var csv = try CSVColumns(
      path: path,
      columns: [.orderedTime("t_s"), .series("cell_id"), .number("arrivals"), .number("bandwidth_mbps")])
    var batch = csv.makeBatch()
    while try csv.read(into: &batch) {
      windows.add(
        count: batch.count, times: batch.times, cells: batch.series, numbers: batch.numbers,
        arrivals: csv.rows(of: 2, in: batch), bandwidth: csv.rows(of: 3, in: batch))
    }
    windows.finish()
    print("\(windows.rows) rows, \(PeakMemory.kibibytes) KiB at most")
  }

  private static func fail(_ message: String, status: Int32) -> Never {
    print(message)
    exit(status)
  }
}
