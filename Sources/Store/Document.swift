public import FirestoreModel
public import Git

/// A document as one commit holds it: the union of its two files, and their blobs.
public struct Document: Sendable {
  public let path: DocumentPath
  public let fields: Fields
  /// The blob below `data/`.
  public let dataID: ObjectID
  /// The blob below `live/`, where the document has volatile fields.
  public let liveID: ObjectID?

  init(path: DocumentPath, fields: Fields, dataID: ObjectID, liveID: ObjectID?) {
    self.path = path
    self.fields = fields
    self.dataID = dataID
    self.liveID = liveID
  }
}
