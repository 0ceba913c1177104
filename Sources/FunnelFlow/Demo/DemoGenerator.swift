public import FirestoreModel

/// Funnel Flow's documents in any number, the same for the same seed on every machine and in every run.
///
/// Some 20 documents a user (account, subscription, personas, analyses in all states, API keys, usage events) and the
/// system's own; all fit `schemas/`. The first user is `users/ada`, with the personas `busy-parent`, `night-owl` and
/// `weekend-builder`; the second is an administrator. Each document has a random stream of its own, so any user can
/// be made alone, and memory does not grow with the number of users. A million documents take some seconds.
public struct DemoGenerator: Sendable {
  /// Decides all that is random.
  public let seed: UInt64
  /// How many users there are.
  public let users: Int

  /// When the first import was made: 2025-11-03T08:00:00Z. Nothing in it is younger.
  public static let baseTime = Timestamp(microsecondsSince1970: DemoClock.base)

  /// A negative number of users counts as none.
  public init(seed: UInt64, users: Int) {
    self.seed = seed
    self.users = max(0, users)
  }

  /// Configuration, feature flags, schema version, persona templates.
  public func systemDocuments() -> [DemoDocument] { DemoSystem.documents(seed: seed) }

  /// All documents of one user, 0 up to `users`.
  public func documents(ofUser index: Int) -> [DemoDocument] {
    let profile = DemoProfile(seed: seed, index: index)
    var documents: [DemoDocument] = []
    documents.reserveCapacity(
      2 + profile.personas.count + profile.analysisCount + profile.apiKeyCount + profile.eventCount)
    documents.append(profile.userDocument())
    documents.append(profile.subscriptionDocument())
    for item in profile.personas.indices { documents.append(profile.personaDocument(item)) }
    for item in 0..<profile.analysisCount { documents.append(profile.analysisDocument(item)) }
    for item in 0..<profile.apiKeyCount { documents.append(profile.apiKeyDocument(item)) }
    for item in 0..<profile.eventCount { documents.append(profile.eventDocument(item)) }
    return documents
  }

  /// The whole import, the system's documents first, then so many users at a time.
  public func batches(ofUsers size: Int = 100) -> DemoBatches {
    DemoBatches(generator: self, size: max(1, size))
  }

  /// How many documents the collections with many have, by collection pattern; for choosing their fan-out.
  ///
  /// Costs a profile for each user, no document.
  public func collectionCounts() -> [(pattern: String, count: Int)] {
    var events = 0
    for index in 0..<users { events += DemoProfile(seed: seed, index: index).eventCount }
    return [("analytics", events), ("subscriptions", users), ("users", users)]
  }
}

/// The documents of a demo store, batch by batch.
public struct DemoBatches: Sequence, IteratorProtocol, Sendable {
  private let generator: DemoGenerator
  private let size: Int
  private var position: Int?

  init(generator: DemoGenerator, size: Int) {
    self.generator = generator
    self.size = size
  }

  /// The next documents; nil when all were given.
  public mutating func next() -> [DemoDocument]? {
    guard let first = position else {
      position = 0
      return generator.systemDocuments()
    }
    guard first < generator.users else { return nil }
    let end = Swift.min(first + size, generator.users)
    var documents: [DemoDocument] = []
    documents.reserveCapacity((end - first) * 22)
    for index in first..<end { documents += generator.documents(ofUser: index) }
    position = end
    return documents
  }
}
