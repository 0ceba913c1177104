import DocumentCodec
import FirestoreModel
import JSON
import Platform

/// The store at the package's root, read file by file: `schemas/`, `data/`, `live/`.
enum StoreFolder {
  static let root = String(#filePath.prefix(upTo: #filePath.range(of: "/Tests/FunnelFlowTests/")))

  static func text(_ file: String) throws -> JSONText {
    try JSONText(parsing: Files.read(Files.join(root, file)))
  }

  /// The schemas by file name, sorted.
  static func schemas() throws -> [(name: String, text: JSONText)] {
    try Files.list(Files.join(root, "schemas")).filter { $0.hasSuffix(".json") }.sorted()
      .map { (name: $0, text: try text("schemas/\($0)")) }
  }

  /// The documents' files below `data` or `live`, without that folder and without `.json`, sorted.
  static func files(below folder: String) throws -> [String] {
    var found: [String] = []
    var open = [""]
    while let path = open.popLast() {
      for name in try Files.list(Files.join(root, folder + path)) {
        let child = "\(path)/\(name)"
        switch FileStatus.of(Files.join(root, folder + child))?.kind {
        case .directory: open.append(child)
        default: found.append(String(child.dropFirst().dropLast(name.hasSuffix(".json") ? 5 : 0)))
        }
      }
    }
    return found.sorted()
  }

  /// A document's bytes in `data` or `live`; nil where it has none.
  static func bytes(_ folder: String, _ path: String) throws -> [UInt8]? {
    try Files.readIfPresent(Files.join(root, "\(folder)/\(path).json"))
  }

  /// The union of a document's two files.
  static func document(_ path: String) throws -> Fields {
    var fields = Fields()
    for folder in ["data", "live"] {
      guard let bytes = try bytes(folder, path) else { continue }
      fields = fields.union(try DocumentFile.decode(bytes, file: "\(folder)/\(path).json"))
    }
    return fields
  }
}

extension String {
  fileprivate func range(of other: String) -> Index {
    var index = startIndex
    while index < endIndex, !self[index...].hasPrefix(other) { index = self.index(after: index) }
    return index
  }
}

extension Fields {
  /// Both documents' fields, map by map.
  func union(_ other: Fields) -> Fields {
    var result = self
    for (key, value) in other {
      if case .map(let mine)? = result[key], case .map(let theirs) = value {
        result[key] = .map(mine.union(theirs))
      } else {
        result[key] = value
      }
    }
    return result
  }

  /// The paths of all values that are no maps, joined by dots, and of empty maps.
  func leaves(below prefix: String = "") -> [String] {
    flatMap { key, value in
      if case .map(let inner) = value, !inner.isEmpty { return inner.leaves(below: "\(prefix)\(key).") }
      return ["\(prefix)\(key)"]
    }
  }
}
