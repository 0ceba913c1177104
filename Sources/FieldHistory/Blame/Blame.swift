public import FirestoreModel
public import Store

/// Who set the value at one place of a document, when and in which commit.
public struct BlameLine: Sendable {
  public let place: FieldPlace
  public let value: Value
  /// The commit that gave it this value: behind restores, moves and merges, where there are such.
  public internal(set) var setter: HistoryEntry
  /// Which document it was then: another one where it has been moved since.
  public internal(set) var setIn: DocumentPath
  /// The restore that brought the value back after it had been another, the latest first.
  public internal(set) var restores: [HistoryEntry] = []
  /// The commit that merged the setter's branch into this one, and outside of that the next.
  public internal(set) var merges: [HistoryEntry] = []
  /// Whether `setter` is only where a shallow clone ends: the value was set there, or earlier.
  public internal(set) var isAtOrBefore = false
}

/// A version that cannot be read: history goes on behind it.
public struct UnreadableVersion: Sendable {
  public let entry: HistoryEntry
  public let path: DocumentPath
  public let problem: StoreError
}

/// A document, place by place, with who set each.
public struct Blame: Sendable {
  public let path: DocumentPath
  /// In the order of the document's fields.
  public let lines: [BlameLine]
  /// Versions on the way that could not be read, the newest first.
  public let unreadable: [UnreadableVersion]
}
