public import FirestoreModel

/// The documents of one folder, file by file: what its first file tells of the folder is not worked out again for the
/// others.
public struct FolderPlace {
  private let components: [String]
  private let fanOut: FanOut
  /// Of the collection whose documents lie here by their bare names; nil while unknown.
  private var collection: [String]?

  /// - Parameter components: the folder's path without `data` or `live`.
  public init(_ components: [String], fanOut: FanOut) {
    self.components = components
    self.fanOut = fanOut
  }

  /// The document of a file here; see `DocumentPlace.document(fromFile:fanOut:)`, whose answer and errors it gives.
  public mutating func document(file name: String) throws(CodecError) -> DocumentPath {
    if let collection, let id = plainID(name) {
      do throws(ModelError) { return try DocumentPath(segments: collection + [id]) } catch {
        throw CodecError(error)
      }
    }
    let path = try DocumentPlace.document(fromFile: components + [name], fanOut: fanOut)
    if collection == nil, plainID(name) != nil, fanOut.digits(for: path.segments.dropLast()) == 0,
      components.last.map({ !FileName.isCut($0) }) ?? false
    {
      collection = path.segments.dropLast()
    }
    return path
  }

  /// The id of a file whose name is the id itself and `.json`.
  private func plainID(_ name: String) -> String? {
    guard name.utf8.count > FileName.suffix.utf8.count, name.hasSuffix(FileName.suffix) else { return nil }
    let id = String(name.dropLast(FileName.suffix.utf8.count))
    return id.utf8.count <= FileName.pieceByteCount && FileName.isPlain(id) ? id : nil
  }
}
