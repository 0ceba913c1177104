package import FirestoreModel

/// `users/{userId}/personas/{personaId}`: which documents a schema governs.
public struct CollectionPattern: Sendable, Equatable, CustomStringConvertible {
  package enum Segment: Sendable, Equatable {
    case literal(String)
    case wildcard(String)
  }

  package let segments: [Segment]
  public let description: String

  /// nil when the text is no pattern of a document.
  package init?(_ text: String) {
    description = text
    var segments: [Segment] = []
    for part in text.split(separator: "/", omittingEmptySubsequences: false) {
      if part.hasPrefix("{"), part.hasSuffix("}"), part.utf8.count > 2 {
        segments.append(.wildcard(String(part.dropFirst().dropLast())))
      } else if part.isEmpty || part.contains("{") || part.contains("}") {
        return nil
      } else {
        segments.append(.literal(String(part)))
      }
    }
    guard !segments.isEmpty, segments.count % 2 == 0 else { return nil }
    self.segments = segments
  }

  /// The variables, in the order of the path.
  package var variables: [String] {
    segments.compactMap { if case .wildcard(let name) = $0 { name } else { nil } }
  }

  /// A variable that stands for two ids: then neither could be asked for.
  var repeatedVariable: String? {
    var seen: Set<String> = []
    return variables.first { !seen.insert($0).inserted }
  }

  /// Whether the path is one of the pattern's.
  package func fits(_ path: DocumentPath) -> Bool {
    guard path.segments.count == segments.count else { return false }
    // The last collection tells most patterns apart.
    for index in segments.indices.reversed() {
      if case .literal(let text) = segments[index], !text.hasSameBytes(path.segments[index]) { return false }
    }
    return true
  }

  /// The path's variables when it fits.
  package func match(_ path: DocumentPath) -> [String: String]? {
    guard path.segments.count == segments.count else { return nil }
    var variables: [String: String] = [:]
    for (segment, id) in zip(segments, path.segments) {
      switch segment {
      case .literal(let text):
        if !text.utf8.elementsEqual(id.utf8) { return nil }
      case .wildcard(let name): variables[name] = id
      }
    }
    return variables
  }

  /// The same pattern, whatever its wildcards are called.
  var shape: String {
    segments.map { segment in
      if case .literal(let text) = segment { text } else { "{}" }
    }.joined(separator: "/")
  }

  /// A literal segment beats a wildcard at the first difference.
  func isMoreSpecific(than other: CollectionPattern) -> Bool {
    for (mine, theirs) in zip(segments, other.segments) {
      switch (mine, theirs) {
      case (.literal, .wildcard): return true
      case (.wildcard, .literal): return false
      default: continue
      }
    }
    return false
  }
}

extension String {
  /// Equality by UTF-8, not by what Unicode holds for equal.
  package func hasSameBytes(_ other: String) -> Bool {
    guard utf8.count == other.utf8.count else { return false }
    // Strings of ours are contiguous; a bridged one would be compared byte by byte.
    let answer = utf8.withContiguousStorageIfAvailable { mine in
      other.utf8.withContiguousStorageIfAvailable { theirs in
        for index in 0..<mine.count where mine[index] != theirs[index] { return false }
        return true
      } ?? utf8.elementsEqual(other.utf8)
    }
    return answer ?? utf8.elementsEqual(other.utf8)
  }
}
