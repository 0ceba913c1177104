import Changes
import Diagnostics
import FirestoreModel
import Review
import Store
import TestSupport
import Testing

@Suite struct ReviewerTests {
  typealias Fixture = ReviewFixture

  @Test func aDocumentHasNameOwnerLabelsAndUses() throws {
    let fixture = try Fixture()
    try fixture.commit([
      Fixture.file("busy"): Fixture.document(
        "Busy parent", more: "\"challenges\": [\"time\", \"money\", \"evenings\"],"),
      Fixture.file("owl"): Fixture.document(
        "Night owl", description: "Another one.", more: "\"isDefault\": true,"),
    ])
    let report = try fixture.review()
    let busy = try #require(report.documents.first)
    #expect(busy.name == "Busy parent")
    #expect(busy.owner == "Ada")
    #expect(busy.kind == "persona")
    #expect(busy.changes.map(\.labels) == [["Challenges"]])
    #expect(busy.uses?.count == 2)
    #expect(busy.uses?.byCollection == ["analyses": 2])
    #expect(busy.uses?.latest?.description == "2026-01-30T09:00:00Z")
    #expect(ReviewWords.remarks(busy, report) == ["Ada", "used by 2 analyses, last on 30 Jan"])
    let owl = try #require(report.documents.last)
    #expect(owl.labels == ["default persona"])
    #expect(ReviewWords.remarks(owl, report) == ["Ada", "used by 1 analysis"])
    #expect(report.sentences(.warn) == ["owl is a default persona"])
    #expect(report.notes.first?.location.file == "data/users/ada/personas/owl.json")
    #expect(report.notes.first?.location.position?.line == 2)
    #expect(ReviewWords.headline(report) == "2 personas changed, 1 needs a look")
    #expect(report.exitCode(strictly: false) == 0)
    #expect(report.exitCode(strictly: true) == 1)
  }

  @Test func whatMainDidMeanwhileIsNoChangeOfTheBranch() throws {
    let fixture = try Fixture()
    try fixture.commit([Fixture.file("new"): Fixture.document("New one")])
    try fixture.commitOnMain([Fixture.file("busy"): Fixture.document("Busy parents")])
    for range in ["main..topic", "main...topic", "topic", "main.."] {
      let report = try fixture.review(range)
      #expect(report.documents.map(\.path.id) == ["new"])
      #expect(report.exitCode(strictly: false) == 0)
    }
  }

  @Test func volatileFieldsAreFolded() throws {
    let fixture = try Fixture()
    try fixture.commit(["live/users/ada/personas/busy.json": "{\n  \"seen\": 3\n}\n"])
    let report = try fixture.review()
    #expect(report.documents.isEmpty)
    #expect(report.folded.map(\.id) == ["busy"])
    #expect(ReviewWords.headline(report) == "Only volatile fields of 1 document changed")
  }

  @Test func twoBranchesThatAreValidAloneFailTogether() throws {
    let fixture = try Fixture()
    try fixture.commit([Fixture.file("busy"): Fixture.document("Busy parent", description: "Short")])
    try fixture.commitOnMain([
      "schemas/persona.json": Fixture.persona.replacing("\"minLength\": 5", with: "\"minLength\": 10")
    ])
    let report = try fixture.review()
    #expect(
      report.sentences(.fail) == [
        "Merged with main, busy no longer fits schemas/persona.json: "
          + "description is 5 characters, at least 10 are needed"
      ])
    #expect(report.notes.first?.location.file == Fixture.file("busy"))
    #expect(report.notes.first?.location.position?.line == 2)
    #expect(report.exitCode(strictly: false) == 1)
  }

  @Test func aReferenceThatOnlyTheMergeBreaksFails() throws {
    let target = "users/ada/personas/busy"
    func added(_ fixture: Fixture) -> [String: String?] {
      ["data/users/ada/analyses/a9.json": Fixture.use("busy", "2026-01-31T09:00:00Z")]
    }
    // The branch refers to what main deletes.
    let fixture = try Fixture()
    try fixture.commit(added(fixture))
    try fixture.commitOnMain([Fixture.file("busy"): nil])
    let report = try fixture.review()
    #expect(report.sentences(.fail) == ["Merged with main, a9 refers to \(target), which main takes away"])
    #expect(report.notes.first?.location.file == "data/users/ada/analyses/a9.json")
    #expect(report.notes.first?.location.position?.line == 4)
    #expect(report.exitCode(strictly: false) == 1)
    // The branch deletes what main begins to refer to.
    let other = try fixture.review("topic..main")
    #expect(other.sentences(.fail) == ["Merged with topic, a9 refers to \(target), which main takes away"])
    // Its own doing, and the old references to it, are worth a look.
    #expect(other.note("review/dangling-reference")?.level == .warn)
    // A reference that one branch alone breaks is no fault of the merge.
    let alone = try Fixture()
    try alone.commit(added(alone))
    try alone.commit([Fixture.file("busy"): nil])
    try alone.commitOnMain(["data/notes/n.json": "{\n  \"a\": 1\n}\n"])
    #expect(try alone.review().note("review/lost-reference") == nil)
  }

  @Test func aDocumentThatRefersToItselfIsNoUse() throws {
    let fixture = try Fixture()
    try fixture.commit([Fixture.file("owl"): Fixture.document("Owl", more: "\"friend\": \"owl\",")])
    #expect(try fixture.review().documents.first?.uses?.count == 1)
  }

  @Test func branchesThatHaveNothingInCommonAreNoReview() throws {
    let fixture = try Fixture()
    try fixture.folder.git("checkout", "-q", "--orphan", "other")
    try fixture.commit(["firestore.rules": "other\n"])
    let error = #expect(throws: StoreError.self) { try fixture.review("main..other") }
    #expect(error?.code == "merge/unrelated")
    #expect(error?.hint?.contains("--allow") == false)
    try fixture.folder.git("checkout", "-q", "-b", "bare", "topic")
    try fixture.commit(["funnel.json": nil])
    try fixture.folder.git("checkout", "-q", "topic")
    try fixture.commit([Fixture.file("busy"): Fixture.document("Busy bee")])
    let none = #expect(throws: StoreError.self) { try fixture.review("bare..topic") }
    #expect(none?.message == "merged, bare and topic have no funnel.json: that is no store")
  }

  @Test func aChangedSchemaNamesWhatItBreaks() throws {
    let fixture = try Fixture()
    try fixture.commit([
      "schemas/persona.json": Fixture.persona.replacing("\"minLength\": 5", with: "\"minLength\": 20")
    ])
    let report = try fixture.review()
    #expect(report.schemas.map(\.file) == ["schemas/persona.json"])
    #expect(report.schemas[0].broken.map(\.id) == ["busy", "owl"])
    #expect(report.sentences(.fail).count == 2)
    #expect(report.notes.first?.location.file == Fixture.file("busy"))
    #expect(report.exitCode(strictly: false) == 1)
    #expect(ReviewWords.headline(report) == "1 schema changed, 2 fail")
  }

  @Test func aDocumentThatWasInvalidBeforeIsNoFaultOfTheBranch() throws {
    let fixture = try Fixture()
    try fixture.commitOnMain([Fixture.file("bad"): "{\n  \"name\": 1\n}\n"])
    try fixture.folder.git("reset", "-q", "--hard", "main")
    try fixture.commit(["schemas/persona.json": Fixture.persona.replacing("\"Name\"", with: "\"Its name\"")])
    let report = try fixture.review()
    #expect(report.exitCode(strictly: false) == 0)
    #expect(report.alreadyInvalid == 1)
  }

  @Test func aConflictIsToldWithBothValues() throws {
    let fixture = try Fixture()
    try fixture.commit([
      Fixture.file("busy"): Fixture.document("Busy bee", more: "\"challenges\": [\"time\", \"money\"],")
    ])
    try fixture.commitOnMain([
      Fixture.file("busy"): Fixture.document("Busy beaver", more: "\"challenges\": [\"time\", \"money\"],")
    ])
    let report = try fixture.review()
    #expect(
      report.sentences(.fail) == [
        "Name of busy is in conflict: main has \"Busy beaver\", topic has \"Busy bee\""
      ])
    #expect(report.conflicts.first?.pointer == "/name")
    #expect(report.exitCode(strictly: false) == 1)
  }

  @Test func aHostsMergeIsWarnedOf() throws {
    let fixture = try Fixture()
    // Neighbouring lines: git stops, and funnel need not.
    try fixture.commit([
      Fixture.file("busy"): Fixture.document("Busy bee", more: "\"challenges\": [\"time\", \"money\"],")
    ])
    try fixture.commitOnMain([
      Fixture.file("busy"): Fixture.document("Busy parent", more: "\"challenges\": [\"time\"],")
    ])
    let report = try fixture.review()
    #expect(report.note("review/host-conflict")?.level == .warn)
    #expect(report.exitCode(strictly: false) == 0)
  }

  @Test func aDocumentThatDoesNotParseIsShownAndFails() throws {
    let fixture = try Fixture()
    try fixture.commit([Fixture.file("busy"): "{\n  \"name\": \n}\n"])
    let report = try fixture.review()
    guard case .unreadable(let reason) = try #require(report.documents.first).fate else {
      Issue.record("not told")
      return
    }
    #expect(reason.contains("data/users/ada/personas/busy.json:3:1"))
    #expect(report.exitCode(strictly: false) == 1)
    #expect(report.documents.first?.name == "Busy parent")
    // The other way round it is mended.
    try fixture.folder.git("checkout", "-q", "-b", "mended")
    try fixture.commit([Fixture.file("busy"): Fixture.document("Busy parent")])
    let mended = try fixture.review("topic..mended")
    #expect(mended.documents.map(\.path.id) == ["busy"])
    #expect(
      ReviewWords.remarks(mended.documents[0], mended).contains("could not be read before, and can now"))
    #expect(mended.exitCode(strictly: false) == 0)
  }

  @Test func filesThatAreNoDocumentsFail() throws {
    let fixture = try Fixture()
    try fixture.store.write("data/users/photo.png", [0x89, 0x50, 0, 1, 2])
    try fixture.store.write("data/users/noise.json", [0x89, 0x50, 0, 1, 2])
    try fixture.commit([:])
    let report = try fixture.review()
    #expect(report.sentences(.fail).count == 2)
    #expect(report.exitCode(strictly: false) == 1)
  }

  @Test func aRenamedCollectionIsOneMove() throws {
    let fixture = try Fixture()
    var files: [String: String?] = [:]
    for index in 0..<30 { files[Fixture.file("p\(index)")] = Fixture.document("Persona \(index)") }
    try fixture.commitOnMain(files)
    try fixture.folder.git("reset", "-q", "--hard", "main")
    try fixture.store.git("mv", "data/users/ada/personas", "data/users/ada/characters")
    try fixture.commit([:])
    let report = try fixture.review()
    #expect(report.documents.isEmpty)
    #expect(report.moves.map(\.old) == ["users/ada/personas"])
    #expect(report.moves.map(\.new) == ["users/ada/characters"])
    #expect(report.moves.first?.documents.count == 32)
    #expect(ReviewWords.headline(report).hasPrefix("32 characters moved"))
    // Two of them are referred to.
    #expect(report.notes.filter { $0.code == "review/dangling-reference" }.count == 2)
  }

  @Test func bothSidesAreReadByTheirOwnSchemas() throws {
    let fixture = try Fixture()
    // `seen` becomes an ordinary field: it moves from live/ into the document.
    try fixture.commitOnMain([
      Fixture.file("busy"): Fixture.document("Busy parent"),
      "live/users/ada/personas/busy.json": "{\n  \"seen\": 3\n}\n",
    ])
    try fixture.folder.git("reset", "-q", "--hard", "main")
    try fixture.commit([
      "schemas/persona.json": Fixture.persona.replacing("\"volatile\": true, ", with: ""),
      "live/users/ada/personas/busy.json": nil,
      Fixture.file("busy"): Fixture.document("Busy parent", more: "\"seen\": 4,"),
    ])
    let report = try fixture.review()
    #expect(report.documents.map(\.path.id) == ["busy"])
    #expect(report.documents.first?.changes.map(\.path.description) == ["seen"])
  }
}

extension String {
  func replacing(_ old: String, with new: String) -> String {
    guard let range = firstRange(of: old) else { return self }
    return replacingCharacters(range, new)
  }

  private func replacingCharacters(_ range: Range<String.Index>, _ new: String) -> String {
    self[..<range.lowerBound] + new + self[range.upperBound...]
  }
}
