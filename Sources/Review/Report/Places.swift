internal import Diagnostics
internal import DocumentCodec
internal import FirestoreModel
internal import Git
internal import JSON
internal import Store

/// Where things stand in the files of the reviewed side.
///
/// What is judged is the merged state, whose lines may be others; what people see on a host are the reviewed side's
/// files, so places are looked up there by pointer.
final class Places {
  private let head: Snapshot
  private let fallbacks: [Snapshot]
  private var known: [String: JSONText?] = [:]
  /// The texts that were looked into.
  private(set) var sources: [String: [UInt8]] = [:]

  init(_ sides: ReviewSides) {
    head = sides.head
    fallbacks = sides.isDiverged ? [sides.merged] : []
  }

  /// A place in a file below the store's root: the value at a pointer, or the nearest that holds it.
  func location(file: String, pointer: [String] = []) -> SourceLocation {
    guard let text = text(file) else { return SourceLocation(file: file) }
    var tokens = pointer
    while true {
      let spelled = JSONPointer(tokens: tokens).description
      if let node = text.node(at: spelled) {
        var location = node.location(file: file, pointer: spelled)
        // A whole object need not be underlined.
        if node.kind == .object || node.kind == .array { location.length = 1 }
        return location
      }
      if tokens.popLast() == nil { return SourceLocation(file: file) }
    }
  }

  /// A field of a document: in the file that holds it.
  func location(_ path: DocumentPath, _ field: FieldPath? = nil) -> SourceLocation {
    location(path, pointer: field.map(FileForm.tokens) ?? [])
  }

  func location(_ path: DocumentPath, pointer: [String]) -> SourceLocation {
    let data = StoreRoot.name(path, .data, head.settings)
    let live = StoreRoot.name(path, .live, head.settings)
    let spelled = JSONPointer(tokens: pointer).description
    if text(data)?.node(at: spelled) == nil, text(live)?.node(at: spelled) != nil {
      return location(file: live, pointer: pointer)
    }
    return location(file: data, pointer: pointer)
  }

  /// A finding about the merged state as one about the reviewed side's file.
  ///
  /// - Parameter source: the text that it points into.
  func moved(_ finding: Finding, from source: [UInt8]?) -> Finding {
    guard let file = finding.location.file else { return finding }
    let text = text(file)
    if let source, let bytes = sources[file] ?? text?.bytes, bytes == source { return finding }
    if text == nil, let source, sources[file] == nil {
      sources[file] = source
      return finding
    }
    guard let pointer = finding.location.pointer, let tokens = JSONPointer(pointer)?.tokens else {
      return finding
    }
    var moved = finding
    moved.location = location(file: file, pointer: tokens)
    moved.location.pointer = pointer
    return moved
  }

  private func text(_ file: String) -> JSONText? {
    if let known = known[file] { return known }
    var found: JSONText?
    let components = file.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    for snapshot in [head] + fallbacks {
      guard let bytes = (try? snapshot.bytes(at: components)).flatMap({ $0 }) else { continue }
      sources[file] = bytes
      found = try? JSONText(parsing: bytes)
      break
    }
    known[file] = .some(found)
    return found
  }
}
