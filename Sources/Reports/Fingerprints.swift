import Diagnostics

/// Names for findings that stay when lines move: what is wrong where in which document, and which of several alike.
struct Fingerprints {
  private var counts: [String: Int] = [:]

  /// 16 hexadecimal digits, and the number of those alike so far.
  mutating func next(_ finding: Finding, file: String) -> String {
    let parts = [finding.code, file, finding.location.pointer ?? "", finding.keywordLocation ?? ""]
    // FNV-1a.
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in parts.joined(separator: "\u{0}").utf8 {
      hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3
    }
    let digits = String(hash, radix: 16)
    let key = String(repeating: "0", count: 16 - digits.utf8.count) + digits
    counts[key, default: 0] += 1
    return "\(key):\(counts[key, default: 1])"
  }
}
