internal import Dispatch
internal import Synchronization

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
    // take the same index off the counter, and every index lies in `range`, which lies inside the buffer.
    unsafe blocks.withUnsafeMutableBufferPointer { buffer in
      nonisolated(unsafe) let buffer = unsafe buffer
      let taken = Atomic(range.lowerBound)
      DispatchQueue.concurrentPerform(iterations: workers) { _ in
        while true {
          let index = taken.wrappingAdd(1, ordering: .relaxed).oldValue
          guard index < range.upperBound else { return }
          unsafe work(&buffer[index])
        }
      }
    }
  }
}
