public import Diagnostics
public import FirestoreModel
internal import DocumentCodec
internal import JSON
internal import Platform

/// A store as a set of files that can be judged one by one: the working tree's, or those that git's index holds.
public protocol JudgedFiles {
  var settings: Settings { get }
  var schemas: SchemaSet { get }
  /// Judges documents instead of the schemas that govern them.
  var named: NamedSchema? { get set }
  /// All files below `data/` and `live/`; a document's `live/` file only where it has no `data/` file, since both
  /// are judged together.
  func files() throws(StoreError) -> [String]
  /// Whether there is a file of that name below the store's root.
  func contains(_ name: String) -> Bool
  /// A file's bytes; nil when it is not there.
  func bytes(of name: String) throws(StoreError) -> [UInt8]?
  /// Which files are surely right: `findings(ofFile:)` would say nothing of them. Of the others it must be asked.
  func rightFiles(_ names: ArraySlice<String>) -> [Bool]
  /// Everything that is wrong with a document.
  func findings(for path: DocumentPath) -> (findings: [Finding], sources: [String: [UInt8]])
}

extension JudgedFiles {
  /// Everything that is wrong with the document that a file belongs to, or with the file itself: its place, the faults
  /// of a schema (and of what it refers to), the form of `firestore.indexes.json`. `funnel.json` has been read before.
  public func findings(ofFile name: String) throws(StoreError) -> (
    findings: [Finding], sources: [String: [UInt8]]
  ) {
    switch StoreFile(name, settings: settings) {
    case .document(let path, _): return findings(for: path)
    case .misplaced(let error):
      return (
        [Finding(code: error.code, message: error.message, location: .init(file: name), hint: error.hint)],
        [:]
      )
    case .schema:
      guard let fault = schemas.fault(of: name) else { return ([], [:]) }
      return (fault.findings, fault.sources)
    case .indexes:
      guard let bytes = try bytes(of: name) else { return ([], [:]) }
      return WorkingStore.formFindings(of: name, bytes)
    case .settings, .rules, .foreign:
      return ([], [:])
    }
  }
}

extension WorkingStore: JudgedFiles {
  public func contains(_ name: String) -> Bool { FileStatus.of(directory + "/" + name) != nil }

  public func bytes(of name: String) throws(StoreError) -> [UInt8]? {
    try storing { () throws(FileError) in try Files.readIfPresent(directory + "/" + name) }
  }

  /// The way from the repository's root to the store's, with a slash at its end: `below/store/`. Empty where the two
  /// are the same, or where there is no repository. Looks for `.git` only: for names in reports.
  public var pathInRepository: String {
    var folder = directory
    while FileStatus.of(Files.join(folder, ".git")) == nil {
      let parent = Files.parent(of: folder)
      if parent == folder { return "" }
      folder = parent
    }
    return folder == directory
      ? "" : String(directory.dropFirst(folder.count + (folder == "/" ? 0 : 1))) + "/"
  }
}
