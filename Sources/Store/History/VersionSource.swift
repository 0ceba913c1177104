public import FirestoreModel
public import Git

/// The files of a document as one commit holds them.
public struct DocumentFiles: Sendable, Equatable {
  public let data: ObjectID
  /// nil where there is none, and where `live/` was not asked for.
  public let live: ObjectID?
  /// How the settings of that commit name the `data/` file, for messages.
  public let name: String
  /// The same of the `live/` file.
  public let liveName: String

  /// By content: where they lie is no difference.
  public static func == (left: Self, right: Self) -> Bool {
    left.data == right.data && left.live == right.live
  }
}

/// One commit of a chain that changed a document's files: how they were before it, and after it.
///
/// That bytes differ does not mean that values do: a reformat is a version too, and what it changed is nothing.
public struct HistoryVersion: Sendable {
  public let entry: HistoryEntry
  public let path: DocumentPath
  /// At the first parent; nil where the document was absent.
  public let before: DocumentFiles?
  /// nil where the commit deleted it.
  public let after: DocumentFiles?
  /// Whether the commit deleted and created it in one, so that it starts anew although it was there before.
  public let isRecreated: Bool

  /// Whether this is the end of a shallow clone: the document was written here, or earlier.
  public var isAtOrBefore: Bool { entry.isBoundary && before == nil }
}

/// Gives versions one after another, newest first.
public protocol VersionCursor: AnyObject {
  /// The next older one; nil at the end of the chain.
  func next() throws(StoreError) -> HistoryVersion?
}

/// Where versions of documents are looked up. Git's trees can answer always; an index that knows them answers by what
/// there is of one document, whatever else the chain holds. Both give the same.
public protocol VersionSource {
  /// The versions of a document on a commit's first-parent chain.
  ///
  /// - Parameters:
  ///   - until: a commit of the chain whose versions, and older ones, are not wanted; nil for all.
  ///   - includingLive: whether a change of its `live/` file makes a version.
  func versions(
    of path: DocumentPath, from commit: ObjectID, until: ObjectID?, includingLive: Bool
  ) throws(StoreError) -> any VersionCursor
}

extension Store {
  /// Where versions are looked up.
  public var versions: any VersionSource { TreeVersions(store: self) }
}
