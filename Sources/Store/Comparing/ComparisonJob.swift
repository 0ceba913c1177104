internal import Changes
internal import Diagnostics
internal import DocumentCodec
internal import FirestoreModel
internal import Git
internal import JSON
internal import Platform

/// Where the bytes of files come from that are in no commit.
struct FileContent: Sendable {
  let left: String?
  let right: String?
}

/// A document whose files differ, before they are read.
struct ComparisonJob: Sendable {
  var kind: DocumentDelta.Kind
  var path: DocumentPath
  var from: DocumentPath?
  var old: FileVersions
  var new: FileVersions
  var oldTraits = FieldTraits.none
  var newTraits = FieldTraits.none
  /// Whether it is to be known again at another place: a document that came or went.
  var isStray = false

  init(_ kind: DocumentDelta.Kind, _ path: DocumentPath, _ old: FileVersions, _ new: FileVersions) {
    self.kind = kind
    self.path = path
    self.old = old
    self.new = new
  }

  /// nil when both sides are the same document, in another form or place, or differ in volatile fields alone.
  func delta(
    _ reader: ObjectReader, _ content: FileContent, _ oldSettings: Settings?, _ newSettings: Settings?,
    _ options: ComparisonOptions
  ) -> DocumentDelta? {
    let includingLive = options.includingLive
    var left = read(from ?? path, old, reader, content.left, oldSettings, includingLive: includingLive)
    var right = read(path, new, reader, content.right, newSettings, includingLive: includingLive)
    left.traits = oldTraits
    right.traits = newTraits
    let delta = DocumentDelta(
      kind, path: path, from: from, old: left, new: right, includingVolatile: includingLive,
      keepsDocuments: options.keepsDocuments)
    if kind == .modified, delta.fields.isEmpty, delta.problem == nil { return nil }
    return delta
  }

  private func read(
    _ path: DocumentPath, _ files: FileVersions, _ reader: ObjectReader, _ directory: String?,
    _ settings: Settings?, includingLive: Bool
  ) -> DocumentSide {
    guard let data = files.data, let settings else { return DocumentSide() }
    do throws(StoreError) {
      var fields = try Self.decode(data, path, .data, settings, reader, directory)
      // By what is versioned alone, whether or not the rest was asked for.
      let likeness = isStray ? DocumentLikeness(fields) : nil
      if includingLive, let live = files.live {
        let union = Volatile.union(fields, try Self.decode(live, path, .live, settings, reader, directory))
        if let clash = union.clash {
          throw StoreError(
            "document/both-files", "\(clash) stands in the document's data/ file and in its live/ file",
            location: .init(file: StoreRoot.name(path, .live, settings)), hint: "remove it from one of them",
            kind: .refused)
        }
        fields = union.fields
      }
      return DocumentSide(fields: fields, likeness: likeness)
    } catch {
      return DocumentSide(problem: error)
    }
  }

  private static func decode(
    _ version: FileVersion, _ path: DocumentPath, _ folder: DocumentFolder, _ settings: Settings,
    _ reader: ObjectReader, _ directory: String?
  ) throws(StoreError) -> Fields {
    func name() -> String { StoreRoot.name(path, folder, settings) }
    let bytes: [UInt8]
    switch version.source {
    case .problem(let problem): throw problem
    case .link: throw StoreError.notAFile(name())
    case .blob:
      guard let id = version.id else { return Fields() }
      let found = try storing { () throws(GitError) in try reader.blob(id, upTo: JSONOptions.largest) }
      guard let found else { throw tooLarge(name()) }
      bytes = found
    case .file:
      let file = (directory ?? ".") + "/" + name()
      if let status = FileStatus.of(file), Int(status.size) > JSONOptions.largest { throw tooLarge(name()) }
      bytes = try storing { () throws(FileError) in try Files.read(file) }
    }
    do throws(CodecError) { return try DocumentFile.decode(bytes, file: nil) } catch {
      let name = name()
      throw StoreError(error.inFile(name)).inFile(name, bytes)
    }
  }

  private static func tooLarge(_ name: String) -> StoreError {
    StoreError(
      "diff/too-large", "\(name) has more than 64 MiB, which no document has", location: .init(file: name),
      kind: .refused)
  }
}
