// The seed corpus: small files of our own making.
internal import Glibc

/// Small files of every sort.
enum Seeds {
  /// For the readers; the other targets get them too.
  static let traces = [
    "time_s,link,bits_per_s\n0,0,1e6\n0,1,2.5\n1.25,0,0\n2,1,12345678\n",
    "time_s,source,tasks\n0,a,1\n0.5,b,2\n0.5,a,3\n",
    "time_s,source\r\n0,3\r\n1e-9,4\r\n",
    "t,cell,note,x,y\n0,a,\"b,\nc\",1.5,-2e3\n0.001,b,z,17,123456789012345678\n1,a,5\" disk,.5,9.\n",
    "u,x,t,y,link\n 1 ,+2,\"3\",4,\"n1\"\n\n2,-0,4.000000001,1e-300,n2",
  ]

  /// For the importers.
  static let texts: [String: [String]] = [
    "ucc-5g": [
      "Timestamp,Longitude,Speed,State,DL_bitrate,UL_bitrate\n2019.12.16_13.40.04,-8.1,0,D,72,20\n"
        + "2019.12.16_13.40.05,-8.1,0,I,-,20\n2019.12.16_13.40.05,-8.1,0,D,7.5,20\n2019.12.16_13.40.09,-8.1,0,D,0,2\n",
      "Timestamp,DL_bitrate,State\n1823.12.28_23.59.58,0,I\n2115.02.28_23.59.59,7,D\n",
    ],
    "nuwins-iperf3": [
      "Start time: 1745000000000\nReverse mode, remote host is sending\n"
        + "[  5]   0.00-0.10   sec  2.13 MBytes   180 Mbits/sec\n[  5]   0.10-0.25   sec   512 KBytes  28.0 Kbits/sec\n"
        + "[  5]   0.30-0.40   sec  0.00 Bytes  0.00 bits/sec\n- - - - -\n"
        + "[  5]   0.00-60.00  sec  1.73 GBytes   248 Mbits/sec   sender\niperf Done.\nEnd time: 1745000060000\n",
      "[  5]   0.00-0.10   sec  2.13 MBytes   180 Mbits/sec    0   1.2 MBytes\n[  5]   0.10-3600   sec  2.1 GBytes 1 Gbits/sec\n[  5]   0.2",
    ],
    "lumos5g": ["1.0\t91.0\n2.0\t0.0\n5.0\t1.5\n"],
    "5gophers": [
      "run_num,seq_num,throughput_mbps,radio_type\n1,0,0.5,5G\n1,1,0,4G\n2,0,3,5G\n2,3,4,\n",
      "seq_num,A_throughput_mbps,B_throughput_mbps\n0,1,2\n1,3,4\n",
    ],
    "mtu-cork": [
      "Time,rsrp(dBm),nr_rsrp(dBm),Sent Bytes,RATE(MBit/s)\nFri Dec 31 23:59:50 UTC 2021,-80,0,100,0\n"
        + "Fri Dec 31 23:59:53 UTC 2021,-80,0,900,25.5\nFri Dec 31 23:59:59 UTC 2021,0,0,0,-22997\n"
        + "Sat Jan  1 00:00:02 UTC 2022,-80,0,1900,22835\nSat Jan 01 00:00:05 UTC 2022,0,0,2900,0.0\n"
    ],
    "azure-llm": [
      "TIMESTAMP,ContextTokens,GeneratedTokens\n2023-12-31 23:59:59.6805900,374,44\n2024-01-01 00:00:00,1,1\n"
    ],
    "mooncake": [
      "{\"timestamp\": 0, \"input_length\": 6955, \"hash_ids\": [46, 47]}\n{\"timestamp\": 3000.5}\n{\"a\": {\"timestamp\": 1}, \"timestamp\": 3000.5}\n"
    ],
    "servegen": ["0,0.5,1.2,Gamma,0.8,2.5\n600,0,0,,0,0\n1800,0.25,1,Weibull,1,4"],
    "fiblab-cells": [
      "cell,patch,row,col,step,weekday,slot,traffic,users\na-0,0,0,0,0,0,0,8,2\na-0,0,0,0,1,0,1,4,0.5\n"
        + "a-0,0,0,0,3,1,1,0,0\nb-0,0,0,0,3,0,3,9,7\nb-0,0,0,0,0,0,0,1,3\nb-0,0,0,0,14,0,0,1,3\n"
    ],
    "csv": [
      "time_s,bits_per_s\n5,1\n6e3,2.5\n-7,3\n8,NA\n",
      "source,time_s,tasks\na,1700000000,1\nb,1700000000.5,\"2\"\n",
      "t,s\n2020-02-29T23:59:59.5Z,a\n2020-03-01T00:59:59.5+01:00,b\n",
    ],
  ]

  /// Two frames of one row of two z-scores.
  static let grid: [UInt8] = {
    let header = "{'descr': '<f8', 'fortran_order': False, 'shape': (2, 1, 2), }          \n"
    let numbers = [0.5, -0.510_424, 19, 0].flatMap { number in
      (0..<8).map { UInt8(truncatingIfNeeded: number.bitPattern >> (8 * $0)) }
    }
    return [0x93] + Array("NUMPY".utf8) + [1, 0, UInt8(header.utf8.count), 0] + Array(header.utf8) + numbers
  }()

  static func write(to folder: String) {
    for target in [Target.readers] + TraceImporters.all.map({ $0.name }) {
      mkdir("\(folder)/\(target)", 0o700)
      var contents = (texts[target, default: []] + traces).map { Array($0.utf8) }
      if target == MilanGridImporter.name { contents.insert(grid, at: 0) }
      for (number, content) in contents.enumerated() { write(content, number, to: "\(folder)/\(target)") }
    }
  }

  private static func write(_ content: [UInt8], _ number: Int, to folder: String) {
    let lines = content.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    store(content, at: "\(folder)/plain\(number)")
    do throws(InputError) {
      var writer = try ZstdFileWriter(path: "\(folder)/frames\(number).csv.zst")
      if number % 2 == 0 { try writer.writeNote("a note") }
      for (index, line) in lines.enumerated() {
        try writer.write(line + (index + 1 < lines.count ? [UInt8(ascii: "\n")] : []))
        if number % 3 == 0 { try writer.endFrame() }
      }
      try writer.finish()
    } catch {
      fail("no seeds: \(error)")
    }
    store(seekable(content), at: "\(folder)/table\(number).csv.zst")
  }

  /// A frame for each line, and a seek table.
  private static func seekable(_ content: [UInt8]) -> [UInt8] {
    var bytes = SeekTable.marker
    var entries = [SeekTable.Entry(storedCount: bytes.count, decodedCount: 0)]
    for line in content.split(separator: UInt8(ascii: "\n")) {
      var encoder = ZstdEncoder(level: 3)
      let start = bytes.count
      encoder.compress(line + [UInt8(ascii: "\n")], into: &bytes, endingFrame: true)
      entries.append(.init(storedCount: bytes.count - start, decodedCount: line.count + 1))
    }
    return bytes + SeekTable.bytes(entries)
  }
}
