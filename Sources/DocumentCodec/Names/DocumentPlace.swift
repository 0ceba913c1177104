public import FirestoreModel
internal import Diagnostics

/// Where a document's file lies below `data/` or `live/`, and which document a file there is.
public enum DocumentPlace {
  /// The file's path: `["users", "=3f", "=a", "u1.json"]`, without `data`.
  public static func components(of path: DocumentPath, fanOut: FanOut) -> [String] {
    var components = folders(path.segments, fanOut)
    // A name has at least one piece.
    components[components.count - 1] += FileName.suffix
    return components
  }

  /// The folder that holds a collection: the fan-out folders of documents above it included, not its own.
  public static func folderComponents(of collection: CollectionPath, fanOut: FanOut) -> [String] {
    folders(collection.segments, fanOut)
  }

  /// The folder that holds a document's subcollections.
  public static func folderComponents(of path: DocumentPath, fanOut: FanOut) -> [String] {
    folders(path.segments, fanOut)
  }

  private static func folders(_ segments: [String], _ fanOut: FanOut) -> [String] {
    var components: [String] = []
    components.reserveCapacity(segments.count + 2)
    for (index, id) in segments.enumerated() {
      if index % 2 == 1 {
        components += FanOut.folders(for: id, digits: fanOut.digits(for: segments[..<index]))
      }
      components += FileName.pieces(id: id)
    }
    return components
  }

  /// The document of a file.
  ///
  /// - Parameter components: the file's path without `data` or `live`.
  /// - Throws: `name/not-a-document` for a file that can be none, `name/spelling` and `name/place` for one that is
  ///   spelt otherwise or lies elsewhere than it should, naming where; `name/…` for an id that cannot be one.
  public static func document(
    fromFile components: [String], fanOut: FanOut
  ) throws(CodecError) -> DocumentPath {
    let given = components.joined(separator: "/")
    do throws(CodecError) {
      let path = try meant(components)
      let right = self.components(of: path, fanOut: fanOut)
      if right.elementsEqual(components, by: { $0.utf8.elementsEqual($1.utf8) }) { return path }
      throw misplaced(path, right, components)
    } catch {
      throw error.location == nil ? error.inFile(given) : error
    }
  }

  /// The document that somebody meant: names read leniently, structure left out.
  private static func meant(_ components: [String]) throws(CodecError) -> DocumentPath {
    guard let last = components.last, FileName.endsInJSON(Array(last.utf8)) else {
      throw CodecError(
        code: "name/not-a-document", message: "the file is no document: its name does not end in .json",
        hint: "only documents lie below data/ and live/; move it elsewhere, or name it <id>.json")
    }
    var segments: [String] = []
    var name: [UInt8] = []
    var isOpen = false
    for (index, component) in components.enumerated() {
      if !isOpen, index < components.count - 1, FileName.isPlain(component) {
        segments.append(component)
        continue
      }
      var bytes = Array(component.utf8)
      if index == components.count - 1 { bytes.removeLast(FileName.suffix.utf8.count) }
      // Structure, unless a name is still being put together.
      if bytes.first == 0x3D, !isOpen, index < components.count - 1 { continue }
      if isOpen, bytes.first == 0x5F { bytes.removeFirst() }
      isOpen = bytes.last == 0x25 && index < components.count - 1
      if isOpen { bytes.removeLast() }
      name += bytes
      guard !isOpen else { continue }
      let id = FileName.lenient(name)
      try FileName.check(id, name: name)
      segments.append(String(decoding: id, as: UTF8.self))
      name = []
    }
    guard segments.count % 2 == 0 else {
      throw CodecError(
        code: "name/not-a-document",
        message:
          "the file is no document: it lies where a \(segments.count == 1 ? "collection" : "subcollection") does",
        hint: "a document's file is <collection>/<id>.json, or <collection>/<id>/<collection>/<id>.json")
    }
    do throws(ModelError) {
      return try DocumentPath(segments: segments)
    } catch {
      throw CodecError(error)
    }
  }

  /// Same names in other folders is a matter of place, else of spelling.
  private static func misplaced(_ path: DocumentPath, _ right: [String], _ given: [String]) -> CodecError {
    let expected = right.joined(separator: "/")
    func names(_ components: [String]) -> [String] { components.filter { $0.utf8.first != 0x3D } }
    guard names(right).elementsEqual(names(given), by: { $0.utf8.elementsEqual($1.utf8) }) else {
      return CodecError(
        code: "name/spelling", message: "the document \(path) is not spelt like this",
        hint: "rename it to \(expected)")
    }
    return CodecError(
      code: "name/place", message: "the document \(path) does not lie here by funnel.json's fanOut",
      hint: "move it to \(expected)")
  }
}
