public import FirestoreModel

/// The documents of one folder, file by file: what the folder's own path tells is worked out once for all its files.
public struct FolderPlace {
  private let components: [String]
  private let fanOut: FanOut
  /// Of the collection whose documents lie here by their bare names; nil where names or places are not that plain.
  private var collection: [String]?
  /// The fan-out folders at the end of the path: a document here must hash to them.
  private var hashed: ArraySlice<String> = []
  private var digits = 0
  /// Whether a document here has shown that the collection's path is one.
  private var isChecked = false

  /// Bytes of a collection's path below which any plain id makes a path that is not too long.
  private static let plainPathByteCount = 5_000

  /// - Parameter components: the folder's path without `data` or `live`.
  public init(_ components: [String], fanOut: FanOut) {
    self.components = components
    self.fanOut = fanOut
    let end = (components.lastIndex { !FileName.isFanOut($0) } ?? -1) + 1
    let names = components[..<end]
    guard end % 2 == 1, names.allSatisfy({ FileName.isPlain($0) }) else { return }
    // The collections above it are flat, or other folders would stand in between.
    for above in stride(from: 1, to: end, by: 2) where fanOut.digits(for: names[..<above]) != 0 { return }
    guard names.reduce(0, { $0 + $1.utf8.count + 1 }) < Self.plainPathByteCount else { return }
    digits = fanOut.digits(for: names)
    hashed = components[end...]
    collection = Array(names)
  }

  /// The document of a file here; see `DocumentPlace.document(fromFile:fanOut:)`, whose answer and errors it gives.
  public mutating func document(file name: String) throws(CodecError) -> DocumentPath {
    guard let collection, let id = plainID(name), liesHere(id) else {
      return try DocumentPlace.document(fromFile: components + [name], fanOut: fanOut)
    }
    if isChecked { return DocumentPath(checked: collection + [id]) }
    do throws(ModelError) {
      let path = try DocumentPath(segments: collection + [id])
      isChecked = true
      return path
    } catch {
      return try DocumentPlace.document(fromFile: components + [name], fanOut: fanOut)
    }
  }

  private func liesHere(_ id: String) -> Bool {
    digits == 0 && hashed.isEmpty
      || FanOut.folders(for: id, digits: digits).elementsEqual(hashed) { $0.utf8.elementsEqual($1.utf8) }
  }

  /// The id of a file whose name is the id itself and `.json`, and none that may be reserved.
  private func plainID(_ name: String) -> String? {
    let length = name.utf8.count - FileName.suffix.utf8.count
    guard length > 0, length <= FileName.pieceByteCount, name.hasSuffix(FileName.suffix),
      name.utf8.first != 0x5F
    else { return nil }
    let id = String(name[..<name.utf8.index(name.utf8.startIndex, offsetBy: length)])
    return FileName.isPlain(id) ? id : nil
  }
}
