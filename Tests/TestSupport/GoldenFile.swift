internal import Glibc

/// A recorded output beside a test: `Golden/<name>` in the folder of the test's source file.
///
/// With `FUNNEL_GOLDEN=record` (`make golden`) it is written anew, and the check still fails, so that a recording is
/// never mistaken for a pass.
public struct GoldenFile: Sendable {
  /// Where it lies in the source tree.
  public let path: String

  /// A file of `Golden/` beside the source that asks for it.
  public init(_ name: String, besides source: String = #filePath) {
    var folder = Array(source.utf8)
    while let last = folder.last, last != 0x2F { folder.removeLast() }
    path = String(decoding: folder, as: UTF8.self) + "Golden/" + name
  }

  /// The recorded bytes; nil when there are none.
  public var bytes: [UInt8]? { Self.read(path) }

  /// nil when `actual` is what is recorded, else what to say.
  public func difference(from actual: [UInt8]) -> String? {
    if getenv("FUNNEL_GOLDEN").map({ String(cString: $0) }) == "record" {
      guard bytes != actual else { return nil }
      return Self.write(actual, to: path) ? "recorded \(path): look at the diff" : "cannot write \(path)"
    }
    guard let bytes else { return "\(path) is missing: run make golden" }
    if bytes == actual { return nil }
    return "differs from \(path):\n" + String(decoding: actual, as: UTF8.self)
  }

  /// A file's bytes; nil when it cannot be read.
  public static func read(_ path: String) -> [UInt8]? {
    guard let file = fopen(path, "r") else { return nil }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = fread(&chunk, 1, chunk.count, file)
      guard count > 0 else { return bytes }
      bytes += chunk[..<count]
    }
  }

  private static func write(_ bytes: [UInt8], to path: String) -> Bool {
    guard let file = fopen(path, "w") else { return false }
    let count = fwrite(bytes, 1, bytes.count, file)
    return fclose(file) == 0 && count == bytes.count
  }
}
