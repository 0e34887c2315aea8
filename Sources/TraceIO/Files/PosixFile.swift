internal import Glibc

/// An open file descriptor, closed when the value ends: the one place that calls the operating system.
///
/// Every failure becomes an ``InputError`` that names the file and what the system said. The pointers in this
/// file are borrowed for the length of one call: Swift strings and arrays handed to a C function that keeps none.
package struct PosixFile: ~Copyable {
  /// The path that errors name, as the user wrote it.
  let path: String
  private let descriptor: Int32

  /// Takes over a descriptor that is open.
  private init(path: String, descriptor: Int32) {
    self.path = path
    self.descriptor = descriptor
  }

  deinit { close(descriptor) }

  /// Reads bytes into `buffer` from index `start` on.
  ///
  /// - Returns: How many bytes were read, 0 at the end of the file.
  package func read(into buffer: inout [UInt8], from start: Int) throws(InputError) -> Int {
    precondition(start < buffer.count, "no room to read into: \(start) of \(buffer.count)")
    // Safe: the system writes at most `count - start` bytes from `start` on, all inside the buffer.
    let count = unsafe buffer.withUnsafeMutableBytes { bytes in
      retrying {
        unsafe Glibc.read(descriptor, bytes.baseAddress.map { unsafe $0 + start }, bytes.count - start)
      }
    }
    guard count >= 0 else { throw PosixFile.failure(path, "read") }
    return count
  }

  /// Goes to a byte of the file.
  func seek(to offset: Int) throws(InputError) {
    guard lseek(descriptor, offset, SEEK_SET) == offset else { throw PosixFile.failure(path, "read") }
  }

  /// Writes all of `bytes`.
  func write(_ bytes: [UInt8]) throws(InputError) {
    var written = 0
    while written < bytes.count {
      // Safe: the system reads at most `count - written` bytes from `written` on, all inside the array.
      let count = unsafe bytes.withUnsafeBytes { source in
        retrying {
          unsafe Glibc.write(
            descriptor, source.baseAddress.map { unsafe $0 + written }, source.count - written)
        }
      }
      guard count > 0 else { throw PosixFile.failure(path, "written") }
      written += count
    }
  }

  /// Cuts the file to `count` bytes.
  func truncate(to count: Int) throws(InputError) {
    guard retrying({ ftruncate(descriptor, count) }) == 0 else { throw PosixFile.failure(path, "shortened") }
  }

  /// Waits until everything written is on the device.
  func synchronize() throws(InputError) {
    guard retrying({ fsync(descriptor) }) == 0 || errno == EINVAL || errno == EROFS else {
      throw PosixFile.failure(path, "written")
    }
  }
}

extension PosixFile {
  /// Opens a file for reading.
  ///
  /// - Throws: When it does not exist, is a directory or may not be read.
  package static func reading(_ path: String) throws(InputError) -> PosixFile {
    // Safe: the path outlives the call, and open keeps no pointer to it.
    let descriptor = retrying { unsafe open(path, O_RDONLY | O_CLOEXEC) }
    guard descriptor >= 0 else { throw PosixFile.failure(path, "opened") }
    let file = PosixFile(path: path, descriptor: descriptor)
    if PosixFile.isDirectory(path) {
      throw InputError(path, found: "a directory", expected: "a file", advice: "Name a file inside it")
    }
    return file
  }

  /// Creates a file for writing, or empties it when it exists.
  ///
  /// - Parameter finalPath: The name to use in errors, when `path` is only a temporary one.
  static func creating(_ path: String, for finalPath: String) throws(InputError) -> PosixFile {
    // Safe: as above.
    let descriptor = retrying { unsafe open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666) }
    guard descriptor >= 0 else { throw PosixFile.failure(finalPath, "created") }
    return PosixFile(path: finalPath, descriptor: descriptor)
  }

  /// Opens a file to go on behind its first `count` bytes; what follows them is cut off.
  ///
  /// - Throws: Also when the file is shorter.
  static func continuing(_ path: String, after count: Int) throws(InputError) -> PosixFile {
    // Safe: as above.
    let descriptor = retrying { unsafe open(path, O_WRONLY | O_CLOEXEC) }
    guard descriptor >= 0 else { throw PosixFile.failure(path, "opened") }
    let file = PosixFile(path: path, descriptor: descriptor)
    let found = regularCount(path)
    guard found >= count else {
      throw InputError(
        path, found: counted(found, "byte"), expected: "at least \(grouped(count)) written before")
    }
    try file.truncate(to: count)
    try file.seek(to: count)
    return file
  }

  /// Opens a directory and locks it for this process, until the value ends.
  ///
  /// - Returns: nil when another process has it locked. Where a file system knows no locks, the directory counts as free.
  package static func lockingDirectory(_ path: String) throws(InputError) -> PosixFile? {
    // Safe: as above.
    let descriptor = retrying { unsafe open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC) }
    guard descriptor >= 0 else { throw PosixFile.failure(path, "opened") }
    let file = PosixFile(path: path, descriptor: descriptor)
    if retrying({ flock(descriptor, LOCK_EX | LOCK_NB) }) != 0, errno == EWOULDBLOCK { return nil }
    return file
  }

  /// Opens a file to append to, made where there is none, and locks it against other processes that do the same.
  static func appending(_ path: String) throws(InputError) -> PosixFile {
    // Safe: as above.
    let descriptor = retrying { unsafe open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o666) }
    guard descriptor >= 0 else { throw PosixFile.failure(path, "opened for writing") }
    let file = PosixFile(path: path, descriptor: descriptor)
    guard retrying({ flock(descriptor, LOCK_EX | LOCK_NB) }) == 0 || errno != EWOULDBLOCK else {
      throw InputError(
        path, found: "a file that another process writes to", expected: "it for this process alone",
        advice: "Wait for the other one, or end it")
    }
    return file
  }

  /// Gives `path` the name `newPath`, replacing a file of that name in one step.
  package static func rename(_ path: String, to newPath: String) throws(InputError) {
    // Safe: both strings outlive the call.
    guard unsafe Glibc.rename(path, newPath) == 0 else { throw failure(newPath, "written") }
  }

  /// Removes a file; a file that is already gone is as good.
  static func remove(_ path: String) {
    // Safe: the path outlives the call.
    _ = unsafe unlink(path)
  }

  /// Writes to the standard error stream; where that fails there is nobody left to tell.
  static func writeToStandardError(_ bytes: [UInt8]) {
    // Safe: the system reads only the bytes of the array, which outlives the call.
    _ = unsafe bytes.withUnsafeBytes { unsafe Glibc.write(STDERR_FILENO, $0.baseAddress, $0.count) }
  }

  /// Whether `path` names a directory, or a link to one.
  package static func isDirectory(_ path: String) -> Bool {
    var status = stat()
    // Safe: `status` is a local that outlives the call, and so does the path.
    return unsafe stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }

  /// Whether `path` names a directory with nothing in it.
  package static func isEmptyDirectory(_ path: String) -> Bool {
    isDirectory(path) && (try? names(in: path))?.isEmpty == true
  }

  /// How many bytes the regular file at `path` has; 0 when there is none, and for pipes and the like.
  static func regularCount(_ path: String) -> Int {
    var status = stat()
    // Safe: as above.
    guard unsafe stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return 0 }
    return Int(status.st_size)
  }

  /// Whether there is something at `path`.
  package static func exists(_ path: String) -> Bool {
    var status = stat()
    // Safe: as above.
    return unsafe stat(path, &status) == 0
  }

  /// Whether `path` names a symbolic link.
  static func isLink(_ path: String) -> Bool {
    var status = stat()
    // Safe: as above.
    return unsafe lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFLNK
  }

  /// The names in a directory, `.` and `..` left out, in no order.
  static func names(in directory: String) throws(InputError) -> [String] {
    // Safe: the stream is closed on the way out and used only here; each entry is copied into a String before
    // the next one is asked for, and its name ends with a zero byte.
    guard let stream = unsafe opendir(directory) else { throw failure(directory, "listed") }
    defer { unsafe closedir(stream) }
    var names: [String] = []
    while let entry = unsafe readdir(stream) {
      let name = unsafe withUnsafeBytes(of: entry.pointee.d_name) { bytes in
        unsafe String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      if name != ".", name != ".." { names.append(name) }
    }
    return names
  }

  /// The error for a system call that failed just now.
  private static func failure(_ path: String, _ verb: String) -> InputError {
    let code = errno
    switch code {
    case ENOENT where verb == "opened":
      return InputError(path, found: "no such file", expected: "a file to read", advice: "Check the path")
    case EISDIR:
      return InputError(path, found: "a directory", expected: "a file", advice: "Name a file inside it")
    case ENOENT, ENOTDIR:
      return InputError(
        path, found: "no directory to hold the file", expected: "a directory that exists",
        advice: "Create it first")
    default:
      // Safe: strerror returns a text that ends with a zero byte and is copied at once.
      let reason = unsafe String(cString: strerror(code))
      return InputError(path, found: "a file that cannot be \(verb) (\(reason))")
    }
  }
}

/// The result of a system call, asked again as long as a signal interrupts it.
private func retrying<Result: SignedInteger>(_ call: () -> Result) -> Result {
  while true {
    let result = call()
    if result >= 0 || errno != EINTR { return result }
  }
}
