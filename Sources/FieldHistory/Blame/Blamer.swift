internal import Changes
internal import FirestoreModel
internal import Git
internal import Store

/// Finds who set what, going back from a document version by version, and only as far as something is still open.
///
/// A value that a version did not change is the older one's. What a merge brought is followed into the branch that it
/// came from; what a restore brought back, to who set it first; a document that was moved, to where it was before. A
/// document that was deleted and created again starts anew.
struct Blamer {
  /// A value whose setter is not found yet. `line` is its place in the result.
  struct Open {
    let line: Int
    var place: FieldPlace
  }

  /// What is to be followed from one commit on.
  struct Task {
    let commit: ObjectID
    let path: DocumentPath
    /// The document there.
    let fields: Fields
    var open: [Open]
    let merges: [HistoryEntry]

    /// Takes over what the document has already; gives the rest.
    mutating func take(_ open: [Open], of newer: Fields) -> [Open] {
      let (passed, rest) = Self.split(open, of: newer, by: fields)
      self.open += passed
      return rest
    }

    /// What an older document has already, where it stood in it, and what it has not.
    static func split(_ open: [Open], of newer: Fields, by older: Fields) -> (passed: [Open], rest: [Open]) {
      var tracer = PlaceTracer(from: older, to: newer)
      var passed: [Open] = []
      var rest: [Open] = []
      for one in open {
        if let origin = tracer.origin(of: one.place) {
          passed.append(Open(line: one.line, place: origin))
        } else {
          rest.append(one)
        }
      }
      return (passed, rest)
    }
  }

  let store: Store
  let texts: VersionTexts
  let includingLive: Bool
  private let origins: Origins
  var lines: [BlameLine]
  var tasks: [Task] = []
  var unreadable: [UnreadableVersion] = []
  /// Of a history that is no history: each task goes back in time, so that this is never reached.
  private var tasksLeft = 10_000

  init(store: Store, texts: VersionTexts, includingLive: Bool, lines: [BlameLine]) {
    self.store = store
    self.texts = texts
    self.includingLive = includingLive
    origins = Origins(store: store)
    self.lines = lines
  }

  mutating func run() throws(StoreError) {
    while let task = tasks.popLast(), tasksLeft > 0 {
      tasksLeft -= 1
      try follow(task)
    }
  }

  private mutating func follow(_ task: Task) throws(StoreError) {
    var walk = BlameWalk(task)
    let cursor = try store.versions.versions(
      of: task.path, from: task.commit, until: nil, includingLive: includingLive)
    while !walk.isDone, let version = try cursor.next() {
      let holder = walk.holder ?? version
      walk.holder = holder
      // This is the version that made what could not be read.
      if let problem = walk.problem {
        unreadable.append(UnreadableVersion(entry: version.entry, path: task.path, problem: problem))
        walk.problem = nil
      }
      if version.isRecreated || version.before == nil {
        try begin(&walk, holder, version)
        walk.holder = nil
        walk.state = try? texts.fields(version.before)
        walk.resume(lines)
        continue
      }
      do throws(StoreError) {
        guard let before = try texts.fields(version.before) else { continue }
        try step(&walk, holder, to: before)
        walk.holder = nil
        walk.state = before
        walk.resume(lines)
      } catch {
        // The version before cannot be read: what changed there is found in the one after it.
        walk.problem = error
        if walk.state == nil { walk.holder = nil }
      }
    }
    // Brought back from where this history does not lead.
    for open in walk.searched {
      if let restore = lines[open.line].restores.popLast() { settle(open, restore, task) }
    }
    for open in walk.open { if let holder = walk.holder { settle(open, holder.entry, task) } }
  }

  /// One version back: what was the same there goes on, the rest was set by `holder`.
  private mutating func step(_ walk: inout BlameWalk, _ holder: HistoryVersion, to before: Fields)
    throws(StoreError)
  {
    guard let state = walk.state, !walk.open.isEmpty else { return }
    var set: [Open] = []
    (walk.open, set) = Task.split(walk.open, of: state, by: before)
    if set.isEmpty { return }
    let left = try followMerge(set, state, holder, walk.task)
    assign(left, holder, isAtOrBefore: false, &walk)
  }

  /// The beginning of the document, or of its present existence.
  private mutating func begin(
    _ walk: inout BlameWalk, _ holder: HistoryVersion, _ version: HistoryVersion
  ) throws(StoreError) {
    guard let state = walk.state, !walk.open.isEmpty else { return }
    let open = walk.open
    walk.open = []
    let left = try followMerge(open, state, holder, walk.task)
    if left.isEmpty { return }
    guard !version.isRecreated, version.entry.door != .restore, let departure = origins.origin(of: version),
      let parent = version.entry.commit.parents.first, let before = try? texts.fields(departure.files)
    else { return assign(left, holder, isAtOrBefore: version.isAtOrBefore, &walk) }
    var task = Task(commit: parent, path: departure.path, fields: before, open: [], merges: walk.task.merges)
    let set = task.take(left, of: state)
    tasks.append(task)
    assign(set, holder, isAtOrBefore: false, &walk)
  }

  /// Follows into the branches that a merge brought; gives what none of them has.
  private mutating func followMerge(
    _ open: [Open], _ state: Fields, _ holder: HistoryVersion, _ task: Task
  ) throws(StoreError) -> [Open] {
    var left = open
    if holder.entry.isBoundary { return left }
    for parent in holder.entry.commit.parents.dropFirst() where !left.isEmpty {
      guard let files = try store.files(of: task.path, at: parent, includingLive: includingLive),
        let fields = try? texts.fields(files)
      else { continue }
      var next = Task(
        commit: parent, path: task.path, fields: fields, open: [], merges: task.merges + [holder.entry])
      left = next.take(left, of: state)
      if !next.open.isEmpty { tasks.append(next) }
    }
    return left
  }

  /// Values that a commit set; what a restore set is looked for in older versions.
  private mutating func assign(
    _ set: [Open], _ holder: HistoryVersion, isAtOrBefore: Bool, _ walk: inout BlameWalk
  ) {
    for open in set {
      if holder.entry.door == .restore {
        lines[open.line].restores.append(holder.entry)
        walk.searched.append(open)
      } else {
        settle(open, holder.entry, walk.task)
        lines[open.line].isAtOrBefore = isAtOrBefore
      }
    }
  }

  private mutating func settle(_ open: Open, _ entry: HistoryEntry, _ task: Task) {
    lines[open.line].setter = entry
    lines[open.line].setIn = task.path
    lines[open.line].merges = task.merges
  }
}

/// Where the walk of one task is.
struct BlameWalk {
  let task: Blamer.Task
  /// Values that the present state has, and whose setter is older or this state's.
  var open: [Blamer.Open]
  /// Values that a restore brought back: looked for in older versions.
  var searched: [Blamer.Open] = []
  /// The document as the version last read had it before; nil where it was absent.
  var state: Fields?
  /// Why the version before cannot be read.
  var problem: StoreError?
  /// The version that made the state, while those before it cannot be read.
  var holder: HistoryVersion?

  var isDone: Bool { open.isEmpty && searched.isEmpty }

  init(_ task: Blamer.Task) {
    self.task = task
    open = task.open
    state = task.fields
  }

  /// Finds in the state what a restore brought back from there.
  mutating func resume(_ lines: [BlameLine]) {
    guard let state else { return }
    var rest: [Blamer.Open] = []
    for one in searched {
      if let place = one.place.find(lines[one.line].value, in: state) {
        open.append(Blamer.Open(line: one.line, place: place))
      } else {
        rest.append(one)
      }
    }
    searched = rest
  }
}
