internal import Glibc

/// Starts threads, and says so when the system has no room for one: a dispatch queue then tries for ever.
///
/// Unsafe: the body goes through C as a pointer. It is retained for the thread, which takes it over exactly once; where no
/// thread starts, it is released here.
enum PosixThread {
  /// Bytes of stack. Decoding keeps its data on the heap.
  private static let stackSize = 1 << 20

  private final class Body: Sendable {
    let run: @Sendable () -> Void
    init(_ run: @escaping @Sendable () -> Void) { self.run = run }
  }

  /// Runs `body` on a thread of its own.
  ///
  /// - Returns: Whether there is one.
  static func start(_ body: @escaping @Sendable () -> Void) -> Bool {
    let retained = unsafe Unmanaged.passRetained(Body(body))
    let code = unsafe withUnsafeTemporaryAllocation(of: pthread_attr_t.self, capacity: 1) { buffer in
      guard let attributes = buffer.baseAddress, unsafe pthread_attr_init(attributes) == 0 else {
        return ENOMEM
      }
      defer { unsafe pthread_attr_destroy(attributes) }
      unsafe pthread_attr_setstacksize(attributes, stackSize)
      unsafe pthread_attr_setdetachstate(attributes, Int32(PTHREAD_CREATE_DETACHED))
      var thread: pthread_t = 0
      return unsafe pthread_create(&thread, attributes, run, retained.toOpaque())
    }
    if code != 0 { unsafe retained.release() }
    return code == 0
  }

  /// What a thread does with the body it is given.
  private static let run: @convention(c) (UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? = { pointer in
    if let pointer = unsafe pointer { unsafe Unmanaged<Body>.fromOpaque(pointer).takeRetainedValue().run() }
    return nil
  }
}
