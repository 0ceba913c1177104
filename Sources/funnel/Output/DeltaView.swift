internal import Changes
internal import Diagnostics
internal import FirestoreModel
internal import Store

/// A document that differs, as every output shows it: of a store, or two files.
struct DeltaView {
  let kind: DocumentDelta.Kind
  /// The document's path, or a file's name.
  let name: String
  /// What a moved document was called, or the other file.
  let from: String?
  let old: Fields?
  let new: Fields?
  let oldProblem: (any Explained)?
  let newProblem: (any Explained)?
  let fields: [FieldChange]
  let traits: FieldTraits
  /// What people call it, raw.
  let title: String?

  init(_ delta: DocumentDelta) {
    kind = delta.kind
    name = delta.path.description
    from = delta.from?.description
    old = delta.old
    new = delta.new
    oldProblem = delta.oldProblem
    newProblem = delta.newProblem
    fields = delta.fields
    traits = delta.kind == .deleted ? delta.oldTraits : delta.newTraits
    title = delta.title
  }

  /// Two texts of one document, or of two files.
  init(
    name: String, from: String?, old: Result<Fields?, StoreError>, new: Result<Fields?, StoreError>,
    traits: FieldTraits, includingVolatile: Bool
  ) {
    self.name = name
    self.from = from
    self.traits = traits
    func parts(_ side: Result<Fields?, StoreError>) -> (Fields?, StoreError?) {
      switch side {
      case .success(let fields): (fields, nil)
      case .failure(let problem): (nil, problem)
      }
    }
    let before = parts(old)
    let after = parts(new)
    (self.old, oldProblem) = before
    (self.new, newProblem) = after
    title = (after.0 ?? before.0)?.title
    let wasThere = before.0 != nil || before.1 != nil
    let isThere = after.0 != nil || after.1 != nil
    kind = !wasThere ? .added : !isThere ? .deleted : .modified
    fields = FieldDiff.changes(
      from: before.0 ?? Fields(), to: after.0 ?? Fields(), traits: traits,
      includingVolatile: includingVolatile)
  }

  var isUnreadable: Bool { oldProblem != nil || newProblem != nil }

  func rows(_ options: RowOptions = RowOptions()) -> [ChangeRow] {
    ChangeRows.rows(of: fields, traits: traits, options: options)
  }

  /// Why each side that is there cannot be read, as a sentence.
  var problems: [String] {
    func sentence(_ side: String, _ problem: (any Explained)?) -> String? {
      problem.map { problem in
        let place = problem.location.flatMap { $0.position }.map { ":\($0.line):\($0.column)" } ?? ""
        let file = problem.location?.file.map { "\($0)\(place): " } ?? ""
        // Some name the file by themselves.
        let start = problem.location?.file.map { problem.message.hasPrefix($0) } ?? false ? "" : file
        return "\(side) cannot be read: \(start)\(problem.message)"
      }
    }
    return [sentence("the old side", oldProblem), sentence("the new side", newProblem)].compactMap(\.self)
  }

  /// What a heading says after the name.
  var word: String {
    switch kind {
    case .added: "added"
    case .deleted: "deleted"
    case .moved: "moved"
    case .modified: ""
    }
  }
}
