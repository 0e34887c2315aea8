internal import Glibc
internal import Synchronization

/// The signals by which a user or a batch system asks a replay to end: the first is noted, the second ends the process at
/// once, as if nobody listened.
enum StopSignals {
  /// The signal that was caught; 0 before.
  private static let caught = Atomic<Int32>(0)
  private static let handled = [SIGINT, SIGTERM, SIGHUP]

  /// Listens from now on; a signal that the process was told to ignore, as by nohup, stays ignored.
  static func listen() {
    _ = wasCaught  // makes the flag before a handler can need it
    for number in handled {
      // The handler only stores a number and calls signal, which POSIX allows in a handler.
      let before = signal(number) { number in
        StopSignals.caught.store(number, ordering: .relaxed)
        signal(number, SIG_DFL)
      }
      // Safe: both are pointers to functions, or small numbers that stand for none.
      if unsafe unsafeBitCast(before, to: Int.self) == unsafeBitCast(SIG_IGN, to: Int.self) {
        signal(number, SIG_IGN)
      }
    }
  }

  /// Whether one has come.
  static var wasCaught: Bool { caught.load(ordering: .relaxed) != 0 }

  /// Ends the process as the signal that was caught would have: a shell that runs it then knows, and ends its loop.
  static func endProcess() -> Never {
    let number = caught.load(ordering: .relaxed)
    signal(number, SIG_DFL)
    var signals = sigset_t()
    // Safe: the set is a local that outlives the calls. Threads of Dispatch block signals.
    unsafe sigemptyset(&signals)
    unsafe sigaddset(&signals, number)
    unsafe pthread_sigmask(SIG_UNBLOCK, &signals, nil)
    raise(number)
    exit(128 + number)
  }
}
