internal import Changes
internal import Diagnostics
internal import DocumentCodec
internal import FirestoreModel
internal import Git
internal import Store

/// The store as one commit's tree holds it, as far as changes are read by it.
struct StoreTree {
  /// nil where there is no store yet.
  var root: ObjectID?
  var settings: ObjectID?
  var schemas: ObjectID?

  static let none = StoreTree()
}

/// What the schemas of one commit call personal.
enum PersonalFields {
  case none
  case schemas(SchemaSet)
  /// The schemas cannot be read: nobody knows, so everything is.
  case unknown

  func isPersonal(_ path: DocumentPath, _ field: [String], _ values: [Value?]) -> Bool {
    switch self {
    case .none: false
    case .unknown: true
    case .schemas(let set): set.traits(for: path).isPersonal(field, values)
    }
  }
}

/// Reads commits' trees for one thread; keeps what hardly ever changes from one commit to the next.
final class StoreTrees {
  let reader: ObjectReader
  let comparer: TreeComparer
  private let components: [String]
  private var roots: (id: ObjectID, tree: StoreTree)?
  /// What differed between the last two stores that were compared, which is asked for twice.
  private var lastEntries: (old: ObjectID, new: ObjectID, entries: [RootEntry])?
  private var settings: [ObjectID: Settings] = [:]
  /// Which documents files are.
  var names = FileNames()
  private var personal: [ObjectID: PersonalFields] = [:]
  private static let standard = try? Settings(parsing: Array(Settings.initialText.utf8), file: "funnel.json")

  init(_ reader: ObjectReader, root: StoreRoot) {
    self.reader = reader
    comparer = TreeComparer(reader)
    components = root.components
  }

  /// The store below a commit's tree.
  func store(in tree: ObjectID) throws(StoreError) -> StoreTree {
    if let roots, roots.id == tree { return roots.tree }
    let found = try storing { () throws(GitError) in
      var current = tree
      for name in components {
        guard let entry = try comparer.entry(name, in: current), entry.mode == .tree else {
          return StoreTree.none
        }
        current = entry.id
      }
      // The store of the commit before has most of it.
      if let last = roots?.tree, let root = last.root,
        try !entries(from: root, to: current).contains(where: {
          $0.name == "funnel.json" || $0.name == "schemas"
        })
      {
        return StoreTree(root: current, settings: last.settings, schemas: last.schemas)
      }
      let settings = try comparer.entry("funnel.json", in: current)
      let schemas = try comparer.entry("schemas", in: current)
      return StoreTree(
        root: current, settings: settings?.mode == .tree ? nil : settings?.id,
        schemas: schemas?.mode == .tree ? schemas?.id : nil)
    }
    roots = (tree, found)
    return found
  }

  typealias RootEntry = (name: String, old: TreeComparer.Side?, new: TreeComparer.Side?)

  /// What stands in the stores' roots and differs.
  func entries(from old: ObjectID?, to new: ObjectID?) throws(GitError) -> [RootEntry] {
    guard let old, let new else { return try comparer.entries(from: old, to: new) }
    if let lastEntries, lastEntries.old == old, lastEntries.new == new { return lastEntries.entries }
    let entries = try comparer.entries(from: old, to: new)
    lastEntries = (old, new, entries)
    return entries
  }

  /// How its files lie. Settings that cannot be read are told as a change of their file, and count as the standard's.
  func fanOut(of tree: StoreTree) -> FanOut? {
    guard let id = tree.settings else { return nil }
    if let known = settings[id] { return known.fanOut }
    let bytes = try? reader.blob(id)
    let read = bytes.flatMap { try? Settings(parsing: $0, file: "funnel.json") } ?? Self.standard
    if let read { settings[id] = read }
    return read?.fanOut
  }

  /// What its schemas call personal.
  func personalFields(of tree: StoreTree) -> PersonalFields {
    guard let id = tree.schemas else { return .none }
    if let known = personal[id] { return known }
    let read = read(schemas: id).map { PersonalFields.schemas($0) } ?? .unknown
    // A history of schemas is short; one that is not may not fill the memory.
    if personal.count > 64 { personal.removeAll() }
    personal[id] = read
    return read
  }

  private func read(schemas id: ObjectID) -> SchemaSet? {
    guard let tree = try? reader.tree(id) else { return nil }
    var files: [(uri: String, bytes: [UInt8])] = []
    for entry in tree.entries where !entry.isTree && entry.name.hasSuffix(".json") {
      guard entry.mode == .file || entry.mode == .executable, let bytes = try? reader.blob(entry.id) else {
        return nil
      }
      files.append(("schemas/" + entry.name, bytes))
    }
    return try? SchemaSet(files: files)
  }
}
