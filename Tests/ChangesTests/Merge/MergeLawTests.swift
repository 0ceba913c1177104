import Changes
import DocumentCodec
import FirestoreModel
import JSON
import TestSupport
import Testing

/// What holds for any three documents. 10,000 of them with FUNNEL_MERGES=10000.
@Suite struct MergeLawTests {
  static let count = Seeds.count("FUNNEL_MERGES", 1_500)
  private let traits = MergeRandom.rule.traits

  private struct Triple {
    var base: Fields
    var ours: Fields
    var theirs: Fields
  }

  private func triple(_ number: Int) -> Triple {
    var random = MergeRandom(Seeds.generator(20_260_131, case: number))
    let base = random.document()
    return Triple(
      base: base, ours: random.edited(base, random.below(5)), theirs: random.edited(base, random.below(5)))
  }

  private func merge(_ base: Fields?, _ ours: Fields?, _ theirs: Fields?) -> MergeOutcome {
    DocumentMerge.merge(base: base, ours: ours, theirs: theirs, traits: traits)
  }

  private func shown(_ number: Int, _ triple: Triple) -> Comment {
    """
    case \(number) of FUNNEL_SEED=\(Seeds.seed(20_260_131))
    base   \(Texts.text(triple.base))
    ours   \(Texts.text(triple.ours))
    theirs \(Texts.text(triple.theirs))
    """
  }

  @Test("A side that changed nothing leaves the other as it is, to the byte")
  func identities() {
    for number in 0..<Self.count {
      let t = triple(number)
      let bytes = DocumentFile.encode(t.ours)
      for outcome in [merge(t.base, t.ours, t.base), merge(t.base, t.base, t.ours)] {
        #expect(outcome.isClean && DocumentFile.encode(outcome.fields ?? Fields()) == bytes, shown(number, t))
      }
    }
  }

  @Test("Two equal sides are the result, without counters")
  func equalSides() {
    for number in 0..<Self.count {
      let t = triple(number)
      let outcome = DocumentMerge.merge(base: t.base, ours: t.ours, theirs: t.ours, traits: .none)
      #expect(outcome.isClean && outcome.fields == t.ours, shown(number, t))
      let counted = merge(t.base, t.ours, t.ours)
      #expect(counted.isClean, shown(number, t))
    }
  }

  @Test("Sides swapped: the same conflicts, and the same document but for the order of what both inserted")
  func symmetry() {
    for number in 0..<Self.count {
      let t = triple(number)
      let forth = merge(t.base, t.ours, t.theirs)
      let back = merge(t.base, t.theirs, t.ours)
      #expect(forth.conflicts.count == back.conflicts.count, shown(number, t))
      if forth.isClean {
        #expect(
          unordered(.map(forth.fields ?? Fields())) == unordered(.map(back.fields ?? Fields())),
          shown(number, t))
      }
      for (left, right) in zip(forth.conflicts, back.conflicts) {
        #expect(left.field == right.field && left.base == right.base, shown(number, t))
        #expect(left.reason == swapped(right.reason), shown(number, t))
      }
    }
  }

  private func swapped(_ reason: MergeConflict.Reason) -> MergeConflict.Reason {
    switch reason {
    case .removedByOurs: .removedByTheirs
    case .removedByTheirs: .removedByOurs
    default: reason
    }
  }

  private func unordered(_ value: Value) -> String {
    switch value {
    case .map(let fields):
      "{"
        + fields.map { JSONValue.string($0.key).compact() + ":" + unordered($0.value) }.joined(separator: ",")
        + "}"
    case .array(let elements): "[" + elements.map(unordered).sorted().joined(separator: ",") + "]"
    default: Texts.text(value)
    }
  }

  @Test("The result reads back, and each conflict is a place of it that can be settled alone")
  func conflicts() throws {
    var found = 0
    for number in 0..<Self.count {
      let t = triple(number)
      let outcome = merge(t.base, t.ours, t.theirs)
      let fields = try #require(outcome.fields)
      #expect(try DocumentFile.decode(DocumentFile.encode(fields), file: nil) == fields, shown(number, t))
      found += outcome.conflicts.count
      var settled: Fields? = fields
      for conflict in outcome.conflicts {
        #expect(MergeResolution.value(at: conflict.pointer, in: fields) == conflict.ours, shown(number, t))
        let node = try JSONText(parsing: Array(conflict.json.compact().utf8)).root
        #expect(MergeConflict(node) == conflict, shown(number, t))
        settled = try MergeResolution.apply(.ours, to: conflict, in: settled)
      }
      #expect(settled == fields, shown(number, t))
      for conflict in outcome.conflicts {
        settled = try MergeResolution.apply(.theirs, to: conflict, in: settled)
      }
      for conflict in outcome.conflicts {
        #expect(MergeResolution.value(at: conflict.pointer, in: settled) == conflict.theirs, shown(number, t))
      }
    }
    #expect(found > Self.count / 10, "the cases no longer meet")
  }

  @Test("A conflict settled with theirs, either way round, is one document: nothing of either side is lost")
  func settledBothWays() throws {
    for number in 0..<Self.count {
      let t = triple(number)
      func settled(_ outcome: MergeOutcome, _ choice: MergeChoice) throws -> Fields? {
        try outcome.conflicts.reduce(outcome.fields) { try MergeResolution.apply(choice, to: $1, in: $0) }
      }
      let forth = merge(t.base, t.ours, t.theirs)
      let back = merge(t.base, t.theirs, t.ours)
      let theirs = try settled(forth, .theirs)
      #expect(
        unordered(.map(theirs ?? Fields())) == unordered(.map(back.fields ?? Fields())), shown(number, t))
    }
  }
}
