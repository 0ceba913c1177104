internal import ArgumentParser
internal import Diagnostics
internal import FirestoreModel
internal import JSON
internal import Platform
internal import Store

struct DiffCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "diff", abstract: "Compare documents: field by field, not line by line.",
    discussion: """
      funnel diff [PATH…]                 the last commit with the working tree
      funnel diff --at yesterday [PATH…]  that moment with the last commit
      funnel diff A B [PATH…]             two revisions or times
      """)

  @Argument(help: "Two revisions or times, then documents or collections.")
  var arguments: [String] = []

  @Option(
    name: .long, help: ArgumentHelp("Compare this time or revision with the last commit.", valueName: "time"))
  var at: String?

  @Flag(name: .long, help: "Volatile fields too.")
  var live = false

  @Flag(name: .long, help: "Exit with 1 when there are differences.")
  var exitCode = false

  @OptionGroup var output: OutputOptions

  func run() throws {
    let store = try Store()
    try store.recoverIfNeeded()
    let now = Environment.microsecondsNow
    var rest = arguments[...]
    var old: DiffSide
    var new: DiffSide
    if let at {
      old = .commit(try store.commit(at: at, branch: nil, now: now))
      new = .commit(try store.tip(of: nil))
    } else if let first = try side(rest.first, store, now) {
      rest = rest.dropFirst()
      old = first
      if let second = try side(rest.first, store, now) {
        rest = rest.dropFirst()
        new = second
      } else {
        new = .commit(try store.tip(of: nil))
      }
    } else {
      old = .commit(try store.tip(of: nil))
      new = .workTree
    }
    let filters = try rest.map { try DocumentInput.filter($0, in: store) }
    var deltas: [DocumentDelta] = []
    for filter in filters.isEmpty ? [.all] : filters {
      let found = try store.diff(from: old, to: new, filter: filter, includingLive: live)
      if found.isEmpty, try !store.isThere(filter, on: [old, new]) { throw nothing(filter) }
      deltas += found
    }
    if output.json {
      Output.json(["documents": .array(deltas.map(DeltaText.json))])
    } else {
      for delta in deltas { for line in DeltaText.lines(delta) { Output.line(line) } }
    }
    if exitCode, !deltas.isEmpty { throw CommandExit.negative() }
  }

  /// A mistyped revision looks like a collection: silence would read as "no difference".
  private func nothing(_ filter: PathFilter) -> StoreError {
    let name: String =
      switch filter {
      case .all: "the store"
      case .document(let path): path.description
      case .collection(let path): path.description
      }
    return StoreError(
      "diff/unknown",
      "\(Output.safe(name)) is no revision, no time, and no document or collection on either side",
      hint: "git log and funnel list show what there is", kind: .missing)
  }

  /// A revision or a time; nil when the argument is a path instead.
  private func side(_ text: String?, _ store: Store, _ now: Int64) throws -> DiffSide? {
    guard let text else { return nil }
    do {
      return .commit(try store.commit(at: text, branch: nil, now: now))
    } catch let error where error.code == "history/unknown-moment" {
      return nil
    }
  }
}
