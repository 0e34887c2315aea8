import Foundation
import TestSupport
import Testing

/// A study as an array job on a Slurm cluster of this machine (Tools/slurm).
@Suite struct SlurmTests {
  /// Whether a cluster can be begun here: Debian's slurm-wlm is installed, and we are root.
  private static let isAvailable =
    geteuid() == 0
    && ["slurmctld", "slurmd", "munged", "sbatch"].allSatisfy { name in
      ["/usr/sbin/", "/usr/bin/"].contains { FileManager.default.isExecutableFile(atPath: $0 + name) }
    }

  @Test(
    .enabled(if: isAvailable, "Slurm is not installed (apt-get install slurm-wlm), or this is not root"),
    .timeLimit(.minutes(5)))
  func `shards of an array job merge to the study of one machine`() throws {
    try CommandLineTool.run { offramp in
      try offramp.write(TinyScenario())
      try offramp.write(
        """
        offramp_space: 1
        name: sizes
        controller: dto-ee
        parameters: [{name: step_size, from: 0.001, to: 100, scale: log}]
        pruning: {probability: 0.2, from_slot: 3, every: 1}
        """, to: "space.yaml")
      let check = Process()
      check.executableURL = URL(fileURLWithPath: packageRoot + "/Tools/slurm/check")
      check.arguments = [
        try CommandLineTool.binary().path, "slurm", "scenario.yaml", "space.yaml", "9", "2",
      ]
      check.currentDirectoryURL = URL(fileURLWithPath: offramp.directory)
      let said = Pipe()
      check.standardOutput = said
      check.standardError = said
      try check.run()
      let text = String(decoding: said.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
      check.waitUntilExit()
      #expect(check.terminationStatus == 0 && text.contains("same: 9 trials in 2 shards on Slurm"), "\(text)")
    }
  }
}
