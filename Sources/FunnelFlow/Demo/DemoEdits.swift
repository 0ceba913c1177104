import FirestoreModel

/// What happened after the import: commits of several people and of the application, the same for the same generator.
///
/// Personas are reworded, made and deleted; offers are analysed and shared; uses are counted; API keys are switched
/// off and deleted; plans change; templates and flags are looked after. Every document fits its schema, and every
/// commit changes something. Memory grows with the documents that were changed.
public struct DemoEdits: Sequence, IteratorProtocol, Sendable {
  let generator: DemoGenerator
  let count: Int
  /// Commits made so far.
  var made = 0
  /// Documents as the commits so far left them, nil where deleted; all others are as they were imported.
  var changed: [DocumentPath: Fields?] = [:]
  /// Personas that came after the import.
  var laterPersonas: [(user: Int, persona: DemoProfile.Persona)] = []

  init(generator: DemoGenerator, count: Int) {
    self.generator = generator
    self.count = count
  }

  /// The next commit; nil when as many were made as asked for. Costs what its few documents cost.
  public mutating func next() -> DemoCommit? {
    guard made < count else { return nil }
    var random = DemoRandom(seed: generator.seed, part: .edit, item: made)
    var draft = DemoDraft(time: time(of: made, &random), author: random.pick(DemoCommit.Author.people))
    compose(&draft, &random)
    made += 1
    for (path, fields) in draft.changes { changed[path] = .some(fields) }
    return draft.commit()
  }

  /// Commits are two hours apart, or closer, so that all of them lie within 80 days after the import.
  func time(of index: Int, _ random: inout DemoRandom) -> Int64 {
    let step = Swift.max(2, Swift.min(2 * DemoClock.hour, 80 * DemoClock.day / Int64(Swift.max(1, count))))
    return DemoClock.base + step * Int64(index + 1) + Int64(random.below(Int(step / 2)))
  }

  /// A document as it is now: nil when it was deleted.
  func current(_ document: DemoDocument) -> Fields? { current(document.path, document.fields) }

  func current(_ path: DocumentPath, _ imported: @autoclosure () -> Fields?) -> Fields? {
    if let fields = changed[path] { return fields }
    return imported()
  }

  func profile(_ user: Int) -> DemoProfile { DemoProfile(seed: generator.seed, index: user) }

  /// Ada often, so that the history of her personas is worth a look; else anybody.
  func someUser(_ random: inout DemoRandom) -> Int {
    random.chance(25) ? 0 : random.below(generator.users)
  }
}

/// A commit that is being put together.
struct DemoDraft {
  let time: Int64
  var author: DemoCommit.Author
  var actor = "cli"
  var via = DemoCommit.Via.cli
  var message = ""
  var changes: [DocumentPath: Fields?] = [:]

  init(time: Int64, author: DemoCommit.Author) {
    self.time = time
    self.author = author
  }

  var moment: Value { DemoClock.value(time) }

  mutating func set(_ path: DocumentPath, _ fields: Fields) { changes[path] = .some(fields) }
  mutating func delete(_ path: DocumentPath) { changes[path] = .some(nil) }

  /// The application wrote this for an end user.
  mutating func isFrom(user uid: String) {
    author = .user(uid)
    actor = "uid:\(uid)"
    via = .server
  }

  func commit() -> DemoCommit {
    DemoCommit(
      author: author, actor: actor, via: via, message: message,
      time: Timestamp(microsecondsSince1970: time),
      changes: changes.sorted { $0.key < $1.key }.map { (path: $0.key, fields: $0.value) })
  }
}

extension DemoGenerator {
  /// So many commits after the import.
  public func edits(commits: Int) -> DemoEdits { DemoEdits(generator: self, count: Swift.max(0, commits)) }
}
