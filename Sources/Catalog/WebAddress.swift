/// Addresses that files may be downloaded from.
package enum WebAddress {
  /// Hosts that are this machine, where there is nobody between.
  private static let loopbackHosts: Set<String> = ["127.0.0.1", "localhost", "[::1]"]

  /// Whether `address` is HTTPS, or HTTP to this machine.
  package static func isAllowed(_ address: String) -> Bool {
    guard address.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else { return false }
    return address.hasPrefix("https://") || isLoopback(address)
  }

  /// Whether `address` is HTTP to this machine.
  static func isLoopback(_ address: String) -> Bool {
    guard address.hasPrefix("http://") else { return false }
    let authority = address.dropFirst("http://".count).prefix { !"/?#".contains($0) }
    let port = authority.lastIndex(of: ":").filter { !authority[$0...].contains("]") }
    return loopbackHosts.contains(String(authority[..<(port ?? authority.endIndex)]))
  }

  /// The address of the file at `path` below `base`: what may not stand in an address is escaped (RFC 3986, 2.1).
  package static func joining(_ base: String, _ path: String) -> String {
    let plain = Set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/".utf8)
    let digits = Array("0123456789ABCDEF")
    let escaped = path.utf8.reduce(into: "") { text, byte in
      if plain.contains(byte) {
        text.unicodeScalars.append(Unicode.Scalar(byte))
      } else {
        text += "%\(digits[Int(byte >> 4)])\(digits[Int(byte & 15)])"
      }
    }
    return (base.hasSuffix("/") ? String(base.dropLast()) : base) + "/" + escaped
  }
}

extension Optional {
  /// The value where it satisfies `condition`.
  fileprivate func filter(_ condition: (Wrapped) -> Bool) -> Wrapped? { flatMap { condition($0) ? $0 : nil } }
}
