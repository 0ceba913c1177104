import Glibc

/// Reads files that lie beside the tests, without Foundation.
public struct FixtureFiles: Sendable {
  /// The folder, with a final slash.
  public let folder: String

  /// - Parameters:
  ///   - folder: below `Fixtures` of the test target.
  ///   - file: the calling test file, which lies at the top of its target.
  public init(_ folder: String, file: String = #filePath) {
    let slash = file.utf8.lastIndex(of: UInt8(ascii: "/")) ?? file.utf8.startIndex
    self.folder = "\(file[..<slash])/Fixtures/\(folder)/"
  }

  /// The bytes of a file; nil if it cannot be read.
  public func bytes(_ name: String) -> [UInt8]? {
    guard let file = fopen(folder + name, "r") else { return nil }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = fread(&buffer, 1, buffer.count, file)
      if count == 0 { return bytes }
      bytes += buffer[..<count]
    }
  }

  /// The names of the files in the folder and below it, relative to it, sorted by bytes.
  public func names(ending: String) -> [String] {
    var found: [String] = []
    var folders = [""]
    while let below = folders.popLast() {
      guard let handle = opendir(folder + below) else { continue }
      defer { closedir(handle) }
      while let entry = readdir(handle) {
        let isFolder = entry.pointee.d_type == UInt8(DT_DIR)
        let name = withUnsafePointer(to: &entry.pointee.d_name) {
          $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
        }
        if name.utf8.first == UInt8(ascii: ".") { continue }
        if isFolder {
          folders.append(below + name + "/")
        } else if name.utf8.suffix(ending.utf8.count).elementsEqual(ending.utf8) {
          found.append(below + name)
        }
      }
    }
    return found.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }
}
