internal import Diagnostics
internal import DocumentCodec
package import FirestoreModel
package import JSON

/// Patches for documents: what `diff --patch` and `--merge-patch` print and `apply` reads.
///
/// Each is an object `{"path": "users/ada", "patch": [operations]}` or `{"path": "users/ada", "mergePatch": {…}}`; several
/// are an array of them, or one a line. For one document that is known otherwise a bare patch will do.
package struct PatchSet: Sendable {
  package enum Change: Sendable {
    case patch(JSONPatch)
    case mergePatch(JSONValue)

    /// What it makes of a document; nil is one that is not there.
    package func apply(to document: JSONValue?) throws(PatchError) -> JSONValue? {
      switch self {
      case .patch(let patch): try patch.apply(to: document)
      case .mergePatch(let patch): MergePatch.apply(patch, to: document)
      }
    }

    /// Whether it replaces the whole document, whatever that holds.
    package var isWhole: Bool {
      guard case .patch(let patch) = self, let first = patch.operations.first else { return false }
      if case .add(let pointer, _) = first { return pointer.tokens.isEmpty }
      return false
    }
  }

  /// One document's patch.
  package struct Entry: Sendable {
    package let path: String
    package let change: Change

    package init(path: String, change: Change) {
      self.path = path
      self.change = change
    }

    package var json: JSONValue {
      switch change {
      case .patch(let patch): ["path": .string(path), "patch": patch.json]
      case .mergePatch(let patch): ["path": .string(path), "mergePatch": patch]
      }
    }
  }

  package var entries: [Entry]

  package init(_ entries: [Entry]) { self.entries = entries }

  /// The patches that make one document of another: one, or two where it was moved. Nil fields: there is none.
  ///
  /// - Parameter asMerge: merge patches instead of JSON Patches.
  /// - Throws: `patch/null`, with the document's path as its file, where a merge patch cannot say it.
  package static func entries(
    of path: String, from oldPath: String?, old: Fields?, new: Fields?, asMerge: Bool
  ) throws(PatchError) -> [Entry] {
    let before = old.map { DocumentFile.jsonValue($0) }
    let after = new.map { DocumentFile.jsonValue($0) }
    if let oldPath {
      return [
        try entry(oldPath, from: before, to: nil, asMerge), try entry(path, from: nil, to: after, asMerge),
      ]
    }
    return [try entry(path, from: before, to: after, asMerge)]
  }

  private static func entry(
    _ path: String, from old: JSONValue?, to new: JSONValue?, _ asMerge: Bool
  ) throws(PatchError) -> Entry {
    guard asMerge else { return Entry(path: path, change: .patch(JSONPatch.from(old, to: new))) }
    do throws(PatchError) {
      return Entry(path: path, change: .mergePatch(try MergePatch.from(old, to: new)))
    } catch {
      throw error.inFile(path)
    }
  }

  /// Reads a set, or for one document, `path`, a bare patch: an array is a JSON Patch, an object a merge patch.
  ///
  /// - Throws: `json/…`; `patch/form`.
  package init(parsing bytes: [UInt8], path: String? = nil, file: String?) throws(PatchError) {
    entries = []
    if let path {
      let root = try Self.parse(bytes, file)
      if root.root.kind == .array, !Self.isSet(root.root) {
        entries = [Entry(path: path, change: .patch(try JSONPatch(root.root, file: file)))]
      } else if root.root.kind == .null || root.root.kind == .object && !Self.isEntry(root.root) {
        // The merge patch null leaves no document, as `diff` prints it of one that went.
        entries = [Entry(path: path, change: .mergePatch(JSONValue(root.root)))]
      } else {
        throw Self.fault(
          root.root, "this is no patch of one document", file,
          "leave the path out: what is patched stands in the file")
      }
      return
    }
    for text in try Self.texts(bytes, file) {
      if text.root.kind == .array {
        for element in text.root.elements { entries.append(try Self.entry(element, file)) }
      } else {
        entries.append(try Self.entry(text.root, file))
      }
    }
  }

  /// The whole as one text, or a text a line.
  private static func texts(_ bytes: [UInt8], _ file: String?) throws(PatchError) -> [JSONText] {
    let first: JSONError
    do throws(JSONError) { return [try JSONText(parsing: bytes)] } catch { first = error }
    var result: [JSONText] = []
    for line in bytes.split(separator: 0x0A)
    where line.contains(where: { $0 != 0x20 && $0 != 0x0D && $0 != 9 }) {
      guard let text = try? JSONText(parsing: Array(line)) else {
        throw PatchError(first).inFile(file, position: first.location?.position)
      }
      result.append(text)
    }
    // No text at all: whatever was to print the patches has failed.
    if result.isEmpty { throw PatchError(first).inFile(file, position: first.location?.position) }
    return result
  }

  private static func parse(_ bytes: [UInt8], _ file: String?) throws(PatchError) -> JSONText {
    do throws(JSONError) { return try JSONText(parsing: bytes) } catch {
      throw PatchError(error).inFile(file, position: error.location?.position)
    }
  }

  private static func isEntry(_ node: JSONNode) -> Bool {
    node.member("path")?.string != nil && (node.member("patch") != nil || node.member("mergePatch") != nil)
      && node.count == 2
  }

  private static func isSet(_ node: JSONNode) -> Bool {
    var iterator = node.elements.makeIterator()
    return iterator.next().map { $0.kind == .object && $0.member("op") == nil && isEntry($0) } ?? false
  }

  private static func entry(_ node: JSONNode, _ file: String?) throws(PatchError) -> Entry {
    guard node.kind == .object, let path = node.member("path")?.string else {
      throw fault(
        node, "each patch is an object with the path of its document", file,
        "{\"path\": \"users/ada\", \"patch\": […]}; or name the document: funnel apply users/ada FILE")
    }
    switch (node.member("patch"), node.member("mergePatch")) {
    case (let patch?, nil): return Entry(path: path, change: .patch(try JSONPatch(patch, file: file)))
    case (nil, let patch?): return Entry(path: path, change: .mergePatch(JSONValue(patch)))
    default:
      throw fault(
        node, "the patch of a document is its \"patch\" or its \"mergePatch\"", file,
        node.member("op") == nil
          ? "one of the two" : "these are operations on one document: funnel apply users/ada FILE")
    }
  }

  private static func fault(_ node: JSONNode, _ message: String, _ file: String?, _ hint: String)
    -> PatchError
  {
    PatchError("patch/form", message, pointer: node.pointer, hint: hint, kind: .refused)
      .inFile(file, position: node.position)
  }
}

extension PatchError {
  init(_ error: JSONError) {
    self.init(error.code, error.message, hint: error.hint, kind: error.kind)
  }
}
