/// The writes of one request to one document, in their order.
///
/// Firestore folds them into one change before it looks at the store: only the first write's precondition is judged
/// against what is stored; later ones must fit what the writes before leave (recorded, all pairs and triples).
struct WriteCollapse {
  /// What a write says about the document before it.
  private enum Kind: String {
    case upsert, update, insert, delete

    init(_ write: Write) {
      if case .delete = write.operation {
        self = .delete
      } else {
        self =
          switch write.precondition {
          case .none: .upsert
          case .exists(true), .updateTime: .update
          case .exists(false): .insert
          }
      }
    }
  }

  let path: DocumentPath
  /// Positions in the request.
  private(set) var indices: [Int]
  let isVerify: Bool
  private let first: Write
  private var last: Kind

  init(_ write: Write, at index: Int) {
    path = write.document
    indices = [index]
    first = write
    last = Kind(write)
    if case .verify = write.operation { isVerify = true } else { isVerify = false }
  }

  /// What must hold of the stored document.
  var precondition: Precondition { first.precondition }

  mutating func add(index: Int) { indices.append(index) }

  /// Checks that each write fits those before, and what all of them together store.
  mutating func check(_ writes: [Write]) throws(ModelError) {
    for index in indices { try writes[index].check(isAlone: indices.count == 1) }
    guard indices.count > 1 else { return }
    for index in indices.dropFirst() { try follow(writes[index]) }
    var given = Fields()
    for index in indices {
      switch writes[index].operation {
      case .update(let fields, let mask, _): given.update(with: fields, mask)
      case .delete: given = Fields()
      case .verify: break
      }
    }
    try ValueCheck.check(given)
  }

  private mutating func follow(_ write: Write) throws(ModelError) {
    let next = Kind(write)
    let isAbsent = last == .delete
    let clashes =
      switch (next, write.precondition) {
      case (.update, _): isAbsent
      case (.insert, _): !isAbsent
      case (.delete, .exists(let wanted)): wanted == isAbsent
      default: false
      }
    if clashes {
      throw ModelError(
        code: "write/collapse",
        message: "Cannot \(last.rawValue) then \(next.rawValue) an entity in the same request.",
        hint: "two writes of the request to \(path) contradict each other")
    }
    if case .updateTime = write.precondition, write.precondition != first.precondition {
      throw ModelError(
        code: "write/collapse",
        message: "Cannot collapse mutations with different version preconditions",
        hint: "only the first write to \(path) may demand an update time")
    }
    if next == .delete {
      last = .delete
    } else if isAbsent {
      last =
        switch first.precondition {
        case .none: .upsert
        case .exists(true), .updateTime: .update
        case .exists(false): .insert
        }
    }
  }

  /// Judges the first write's precondition.
  func judge(_ stored: DocumentState?) throws(ModelError) {
    switch (precondition, stored) {
    case (.none, _), (.exists(true), _?), (.exists(false), nil): break
    case (.exists(true), nil):
      throw ModelError(
        code: "write/not-found", message: "No document to update: \(path)", hint: "create the document first",
        status: .notFound)
    case (.exists(false), _?):
      throw ModelError(
        code: "write/already-exists", message: "Document already exists: \(path)", status: .alreadyExists)
    case (.updateTime(let wanted), _):
      let found = stored?.updateTime ?? WriteEvaluation.absentTime
      if wanted == found { break }
      if let stored, wanted > stored.updateTime {
        throw ModelError(
          code: "write/base-version",
          message: "Invalid base version, it is greater than the stored version: \(path) was changed at "
            + "\(stored.updateTime), the write demands \(wanted)")
      }
      throw ModelError(
        code: "write/stale",
        message:
          "the stored version (\(found.microsecondsSince1970)) does not match the required base version "
          + "(\(wanted.microsecondsSince1970)) of \(path)",
        hint: "read the document again and repeat the change", status: .failedPrecondition)
    }
  }
}
