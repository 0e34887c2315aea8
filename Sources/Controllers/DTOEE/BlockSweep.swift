internal import Dispatch

/// Runs the same work on every block of a layer, on one thread or several.
enum BlockSweep {
  /// Replaces every block of `blocks[range]` by what `work` makes of it. Each block is worked on once, by one thread,
  /// so that the number of threads cannot show in the result.
  ///
  /// - Parameter work: Changes nothing but its block.
  static func run(
    _ blocks: inout [NodeBlock], _ range: Range<Int>, threads: Int,
    _ work: @Sendable (inout NodeBlock) -> Void
  ) {
    guard threads > 1, range.count > 1 else {
      for index in range { work(&blocks[index]) }
      return
    }
    let workers = min(threads, range.count)
    precondition(blocks.indices.contains(range.lowerBound) && range.upperBound <= blocks.count)
    // Safe: the buffer outlives the workers, all of which have returned when `concurrentPerform` does; no two of them
    // get the same index, and every index lies in `range`, which lies inside the buffer.
    unsafe blocks.withUnsafeMutableBufferPointer { buffer in
      nonisolated(unsafe) let buffer = unsafe buffer
      DispatchQueue.concurrentPerform(iterations: workers) { worker in
        let first = range.lowerBound + range.count * worker / workers
        let end = range.lowerBound + range.count * (worker + 1) / workers
        for index in first..<end { unsafe work(&buffer[index]) }
      }
    }
  }
}
