public import FirestoreModel
internal import Platform

/// Which documents a command is about.
public enum PathFilter: Sendable, Equatable {
  case all
  /// One document, without its subcollections.
  case document(DocumentPath)
  /// A collection with everything below it.
  case collection(CollectionPath)

  public func contains(_ path: DocumentPath) -> Bool {
    switch self {
    case .all: true
    case .document(let wanted): path == wanted
    case .collection(let collection):
      path.segments.count > collection.segments.count
        && zip(path.segments, collection.segments).allSatisfy { $0.utf8.elementsEqual($1.utf8) }
    }
  }

  /// Reads `users/ada`, `users`, or the file of either below `data/`.
  public init(_ text: String) throws(ModelError) {
    let count = text.split(separator: "/", omittingEmptySubsequences: false).count
    self = count % 2 == 0 ? .document(try DocumentPath(text)) : .collection(try CollectionPath(text))
  }
}

extension Store {
  /// What a person typed, as a path below the store's root if it names a file there: `./data/users/ada.json`, an
  /// absolute path, a name seen from the current folder. Everything else stays as it is.
  public func nameBelowRoot(_ text: String) -> String {
    guard let directory, !text.isEmpty,
      text.hasPrefix("/") || text.hasPrefix(".") || FileStatus.of(text) != nil
    else {
      return text
    }
    let parent = Files.resolve(Files.parent(of: text))
    guard let full = parent.map({ Files.join($0, Files.lastComponent(of: text)) }),
      full.hasPrefix(directory + "/")
    else { return text }
    return String(full.dropFirst(directory.utf8.count + 1))
  }
}

extension Snapshot {
  /// Whether the filter names anything that is there.
  public func contains(_ filter: PathFilter) throws(StoreError) -> Bool {
    switch filter {
    case .all: true
    case .document(let path): try blobs(of: path).data != nil
    case .collection(let collection): try !documents(in: collection, includingMissing: true).isEmpty
    }
  }
}
