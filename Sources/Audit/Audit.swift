internal import FirestoreModel
public import Git
internal import Platform
public import Store
internal import Synchronization

/// The part of a branch's history that is audited, as far as it is needed again and again. Read by several threads.
struct AuditedHistory: Sendable {
  let root: StoreRoot
  let chain: AuditedChain
  let brought: BroughtCommits
  let shallow: Set<ObjectID>
  /// What a revision that was named as the beginning has already.
  let excluded: Set<ObjectID>

  func excludes(_ commit: ObjectID) -> Bool { excluded.contains(commit) }

  /// Whether a commit's parent is not here, because the clone is shallow.
  func isMissing(_ parent: ObjectID, _ commit: Commit) -> Bool { shallow.contains(commit.id) }
}

/// What a run of an audit went through.
public struct AuditSummary: Sendable {
  public var rows = 0
  public var commits = 0
  /// When the history that this shallow clone has begins: nothing before it was told.
  public var endsAt: (commit: ObjectID, time: Int64)?
}

/// Who changed which field, when, from what to what: the changes of a branch, row by row.
public final class Audit {
  private let store: Store
  private let history: AuditedHistory
  private let reader: ObjectReader
  /// Commits of the chain that one thread takes at a time.
  private static let segment = 128

  /// Reads the chain of a branch.
  ///
  /// - Parameters:
  ///   - tip: the last commit.
  ///   - base: a commit whose own history is left out; nil for all of the branch's.
  ///   - progress: what is done, how much of it, and of how much (0 where nobody knows).
  public init(
    _ store: Store, tip: ObjectID, since base: ObjectID? = nil,
    progress: (String, Int, Int) -> Void = { _, _, _ in }
  ) throws(StoreError) {
    self.store = store
    let reader = ObjectReader(store.repository)
    self.reader = reader
    let shallow = try storing { () throws(GitError) in try store.repository.shallowCommits() }
    progress("reading commits", 0, 0)
    let chain = AuditedChain(try store.chain(of: tip))
    let brought = try BroughtCommits(chain, in: reader, shallow: shallow)
    var excluded: Set<ObjectID> = []
    if let base { excluded = try reader.ancestors(of: base, shallow: shallow) }
    history = AuditedHistory(
      root: store.root, chain: chain, brought: brought, shallow: shallow, excluded: excluded)
  }

  /// Tells the changes that a query is about, in order; several threads read ahead.
  ///
  /// - Parameters:
  ///   - policies: mark the rows that break them.
  ///   - make: turns rows into what `take` gets; runs on any thread.
  ///   - take: gets the pieces in order, on this thread; false ends the audit.
  public func run<Piece: Sendable>(
    _ query: AuditQuery, policies: PolicySet? = nil, make: @escaping @Sendable ([AuditRow]) -> Piece,
    progress: (String, Int, Int) -> Void = { _, _, _ in }, take: (Piece) throws -> Bool
  ) throws -> AuditSummary {
    var summary = AuditSummary()
    let wanted = try range(of: query)
    if history.chain.isShallow, wanted.lowerBound == 0, history.chain.count > 0 {
      summary.endsAt = (history.chain[0].id, history.chain[0].time)
    }
    let places = Array(wanted.dropFirst(summary.endsAt == nil ? 0 : 1))
    let workers = Workers.count(limit: 4)
    let blobs = DecodedBlobs()
    let signatures =
      query.checksSignatures
      ? SignatureChecker(store.repository, allowedSigners: query.allowedSigners)
      : nil
    let finisher = RowFinisher(signatures: signatures, policies: policies)
    var readers: [RowReader] = []
    for number in 0..<workers {
      let own = number == 0 ? reader : reader.another()
      readers.append(try RowReader(history, query, reader: own, blobs: blobs))
    }
    var done = 0
    while done < places.count {
      let count = min(places.count - done, Self.segment * workers * 4)
      let segments = (count + Self.segment - 1) / Self.segment
      let results = Results<Piece>(segments)
      let start = done
      // A worker has a reader for itself.
      nonisolated(unsafe) let mine = readers
      let isReversed = query.isNewestFirst
      @Sendable func place(_ number: Int) -> Int {
        isReversed ? places[places.count - 1 - number] : places[number]
      }
      Workers.run(min(workers, segments)) { worker in
        while let segment = results.next() {
          let first = start + segment * Self.segment
          results.put(
            segment,
            Self.work(
              mine[worker], (first..<min(first + Self.segment, start + count)).map(place), finisher, make,
              isReversed: isReversed))
        }
      }
      for segment in 0..<segments {
        let result = results.take(segment)
        for (rows, piece) in result.pieces {
          summary.rows += rows
          if try !take(piece) { return summary }
        }
        if let failure = result.failure { throw failure }
        for index in result.left {
          // A commit of a whole store is not held in memory.
          var goesOn = true
          var failure: (any Error)?
          try readers[0].rows(at: index) { (rows) throws(StoreError) in
            guard goesOn else { return }
            summary.rows += rows.count
            do { goesOn = try take(make(try finisher.finish(rows))) } catch let error as StoreError {
              throw error
            } catch {
              failure = error
              goesOn = false
            }
          }
          if let failure { throw failure }
          if !goesOn { return summary }
        }
      }
      done += count
      summary.commits += count
      progress("auditing", done, places.count)
    }
    return summary
  }

  /// Which of the chain's commits a query's times leave.
  private func range(of query: AuditQuery) throws(StoreError) -> Range<Int> {
    let chain = history.chain
    let first = query.since.map { since in chain.first { $0.time >= since } } ?? 0
    let end = query.until.map { until in chain.first { $0.time > until } } ?? chain.count
    return first..<max(first, end)
  }

  /// What a thread made of a segment.
  private struct Outcome<Piece: Sendable>: Sendable {
    var pieces: [(rows: Int, piece: Piece)] = []
    var failure: StoreError?
    /// Commits that are too big to be held in memory, and those behind them.
    var left: [Int] = []
  }

  private static func work<Piece>(
    _ reader: RowReader, _ places: [Int], _ finisher: RowFinisher, _ make: @Sendable ([AuditRow]) -> Piece,
    isReversed: Bool
  ) -> Outcome<Piece> {
    var outcome = Outcome<Piece>()
    var waiting: [AuditRow] = []
    do throws(StoreError) {
      for (number, place) in places.enumerated() {
        let start = waiting.count
        var isTooBig = false
        try reader.rows(at: place) { (some) throws(StoreError) in
          if isTooBig { return }
          waiting += some
          if waiting.count - start > 20_000 { isTooBig = true }
        }
        if isTooBig {
          waiting.removeSubrange(start...)
          outcome.left = Array(places[number...])
          break
        }
        if waiting.count >= 512 {
          let finished = try finisher.finish(waiting)
          outcome.pieces.append((finished.count, make(finished)))
          waiting.removeAll(keepingCapacity: true)
        }
      }
      if !waiting.isEmpty {
        let finished = try finisher.finish(waiting)
        outcome.pieces.append((finished.count, make(finished)))
      }
    } catch {
      outcome.failure = error
    }
    return outcome
  }

  /// The segments of one round, given out and taken back.
  private final class Results<Piece: Sendable>: Sendable {
    private struct State {
      var next = 0
      var outcomes: [Outcome<Piece>?]
    }

    private let state: Mutex<State>

    init(_ count: Int) { state = Mutex(State(outcomes: Array(repeating: nil, count: count))) }

    func next() -> Int? {
      state.withLock { state in
        guard state.next < state.outcomes.count else { return nil }
        state.next += 1
        return state.next - 1
      }
    }

    func put(_ segment: Int, _ outcome: Outcome<Piece>) { state.withLock { $0.outcomes[segment] = outcome } }

    func take(_ segment: Int) -> Outcome<Piece> {
      state.withLock { state in
        let outcome = state.outcomes[segment] ?? Outcome()
        state.outcomes[segment] = nil
        return outcome
      }
    }
  }
}

/// What is done to rows before they are told: signatures, policies.
struct RowFinisher: Sendable {
  let signatures: SignatureChecker?
  let policies: PolicySet?

  func finish(_ rows: [AuditRow]) throws(StoreError) -> [AuditRow] {
    if signatures == nil, policies == nil { return rows }
    var rows = rows
    if let signatures {
      let known = try signatures.check(Set(rows.filter { $0.signature == .unchecked }.map(\.commit)))
      for index in rows.indices {
        if let status = known[rows[index].commit] { rows[index].signature = status }
      }
    }
    if let policies { for index in rows.indices { rows[index].broken = policies.broken(by: rows[index]) } }
    return rows
  }
}
