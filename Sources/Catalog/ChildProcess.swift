internal import FoundationEssentials
internal import Glibc
internal import TraceIO

/// A command of the system that is run to its end, with its output in files.
///
/// Not Foundation's `Process`: that would load all of Foundation into every `offramp`. The pointers in this file are
/// copies of strings that outlive the one call they are made for.
enum ChildProcess {
  /// Runs `command`, found on the path, and waits for it.
  ///
  /// - Parameter output: The path prefix of two files that receive what it says: `.stdout` and `.stderr`.
  /// - Returns: The exit status, or 128 and the number of the signal that ended it.
  /// - Throws: When it cannot be started.
  static func run(_ command: String, _ arguments: [String], output: String) throws(InputError) -> Int32 {
    let environment = ProcessInfo.processInfo.environment.map { "\($0.key)=\($0.value)" }
    var child: pid_t = 0
    var actions = unsafe posix_spawn_file_actions_t()
    // Safe: the actions are initialised first and destroyed on the way out; the paths are copied by the calls.
    unsafe posix_spawn_file_actions_init(&actions)
    defer { unsafe posix_spawn_file_actions_destroy(&actions) }
    let writing = O_WRONLY | O_CREAT | O_TRUNC
    unsafe posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
    unsafe posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, output + ".stdout", writing, 0o666)
    unsafe posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, output + ".stderr", writing, 0o666)
    let code = unsafe withCStrings([command] + arguments) { argv in
      unsafe withCStrings(environment) { envp in
        // Safe: both arrays end with a null pointer and outlive the call.
        unsafe posix_spawnp(&child, command, &actions, nil, argv, envp)
      }
    }
    guard code == 0 else {
      throw InputError(
        command, found: "no such command", expected: "it on the path", advice: "Install \(command)")
    }
    return wait(for: child)
  }

  private static func wait(for child: pid_t) -> Int32 {
    var status: Int32 = 0
    // Safe: `status` is a local that outlives the call.
    while unsafe waitpid(child, &status, 0) < 0 { if errno != EINTR { return 127 } }
    let signal = status & 0x7F
    return signal == 0 ? (status >> 8) & 0xFF : 128 + signal
  }

  /// Calls `body` with `strings` as an array of C strings that ends with a null pointer.
  private static func withCStrings<Result>(
    _ strings: [String], _ body: (UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>) -> Result
  ) -> Result {
    // Safe: every copy is freed after the body has returned, and the array is never empty.
    var copies = unsafe strings.map { unsafe strdup($0) } + [nil]
    defer { for index in unsafe copies.indices { unsafe free(copies[index]) } }
    return unsafe copies.withUnsafeMutableBufferPointer { pointers in
      guard let base = pointers.baseAddress else { preconditionFailure("an array without its end") }
      return unsafe body(base)
    }
  }
}
