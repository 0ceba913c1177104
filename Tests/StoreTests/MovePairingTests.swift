import FirestoreModel
import Git
import TestSupport
import Testing

@testable import Store

/// Which documents that came are ones that went, where there are many of both.
struct MovePairingTests {
  /// What is to be paired with what, by size.
  enum Crowd: String, CaseIterable, Sendable {
    case sameFile, sameIDAlike, allAlike, allUnlike, oneFieldChanged
  }

  private static func likeness(_ values: [Int]) -> DocumentLikeness {
    DocumentLikeness(
      Fields(sorted: values.enumerated().map { ("f\($0 + 10)", .integer(Int64($1))) }))
  }

  @Test(
    "ten thousand that went and as many that came take moments", .timeLimit(.minutes(1)),
    arguments: Crowd.allCases)
  func crowds(_ crowd: Crowd) throws {
    let count = 10_000
    func path(_ collection: String, _ id: String, _ number: Int) throws -> DocumentPath {
      crowd == .sameIDAlike
        ? try DocumentPath("\(collection)/\(number + 100_000)/s/main")
        : try DocumentPath("\(collection)/\(id)\(number + 100_000)")
    }
    let blob = crowd == .sameFile ? ObjectID.zero : nil
    let went = try (0..<count).map { MovePairing.End(path: try path("old", "a", $0), blob: blob) }
    let came = try (0..<count).map { MovePairing.End(path: try path("new", "b", $0), blob: blob) }
    func document(_ number: Int, isNew: Bool) -> DocumentLikeness {
      switch crowd {
      case .sameFile: Self.likeness([])
      case .sameIDAlike, .allAlike: Self.likeness([1, 2, 3, 4, 5, 6, 7, 8, 9, isNew ? -number : number])
      case .allUnlike: Self.likeness((0..<10).map { $0 * count * 2 + number * 2 + (isNew ? 1 : 0) })
      case .oneFieldChanged: Self.likeness((0..<10).map { $0 * count + number + (isNew && $0 == 5 ? 99 : 0) })
      }
    }
    var pairing = MovePairing(went: went, came: came)
    pairing.pairSame()
    #expect(pairing.pairs.count == (crowd == .sameFile ? count : 0))
    pairing.pairSimilar(went: { document($0, isNew: false) }, came: { document($0, isNew: true) })
    #expect(pairing.pairs.count == (crowd == .allUnlike ? 0 : count))
    if crowd != .allUnlike { #expect(pairing.pairs.allSatisfy { $0.went == $0.came }) }
  }

  @Test("documents of many leaves have their bound too", .timeLimit(.minutes(1)))
  func hugeDocuments() throws {
    let went = try (0..<40).map { MovePairing.End(path: try DocumentPath("old/a\($0 + 10)"), blob: nil) }
    let came = try (0..<40).map { MovePairing.End(path: try DocumentPath("new/b\($0 + 10)"), blob: nil) }
    let large = (0..<20).map { number in
      DocumentLikeness(
        Fields(sorted: (0..<20_000).map { ("f\($0 + 100_000)", .integer(Int64($0 == 7 ? number : 0))) }))
    }
    var pairing = MovePairing(went: went, came: came)
    pairing.pairSimilar(went: { large[$0 % 20] }, came: { large[$0 % 20] })
    #expect(pairing.pairs.count == 40)
    #expect(pairing.pairs.allSatisfy { $0.went % 20 == $0.came % 20 })
  }

  @Test("a pair that is alike enough is found by its rarest leaves, whatever else there is")
  func exactness() {
    for number in 0..<40 {
      var generator = Seeds.generator(404, case: number)
      func any(_ count: Int) -> Int { Int.random(in: 0..<count, using: &generator) }
      let enough = any(2) == 0 ? DocumentLikeness.enoughForSameID : DocumentLikeness.enoughForOtherID
      func documents() -> [DocumentLikeness] {
        (0..<any(20)).map { _ in
          Self.likeness((0..<any(9)).map { _ in any(3) })
        }
      }
      let (went, came) = (documents(), documents())
      let found = Set(
        (LikenessSearch(went, came, enough: enough)?.matches() ?? []).map { [$0.went, $0.came, $0.share] })
      var expected = Set<[Int]>()
      for (old, left) in went.enumerated() {
        for (new, right) in came.enumerated() {
          let share = left.share(with: right)
          if share >= enough { expected.insert([old, new, share]) }
        }
      }
      #expect(found == expected, "FUNNEL_SEED=\(generator.seed)")
    }
  }
}
