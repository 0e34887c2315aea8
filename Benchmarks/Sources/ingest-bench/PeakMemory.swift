internal import Glibc

/// The most memory that this process has had in use.
enum PeakMemory {
  /// In KiB. The system's own count at the end would include the process that started this one.
  static var kibibytes: Int {
    // Safe: the text outlives the call.
    let descriptor = unsafe open("/proc/self/status", O_RDONLY)
    defer { close(descriptor) }
    var bytes = [UInt8](repeating: 0, count: 1 << 14)
    // Safe: the system writes only inside the array.
    let count = unsafe bytes.withUnsafeMutableBytes { unsafe read(descriptor, $0.baseAddress, $0.count) }
    let status = String(decoding: bytes.prefix(max(count, 0)), as: UTF8.self)
    let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
    return line.flatMap { Int($0.filter(\.isNumber)) } ?? 0
  }
}
