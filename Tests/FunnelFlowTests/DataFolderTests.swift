import DocumentCodec
import FirestoreModel
import JSON
import Testing

/// The documents in `data/` and `live/`: canonical, at home, split as the schemas say.
@Suite struct DataFolderTests {
  @Test(arguments: ["data", "live"])
  func filesAreInCanonicalForm(_ folder: String) throws {
    for path in try StoreFolder.files(below: folder) {
      let bytes = try #require(try StoreFolder.bytes(folder, path))
      #expect(
        DocumentFile.encode(try DocumentFile.decode(bytes, file: path)) == bytes, "\(folder)/\(path).json")
    }
  }

  @Test func everyTypeHasADocumentAndEveryDocumentAType() throws {
    let files = try SchemaFile.all()
    var seen: Set<String> = []
    for path in try StoreFolder.files(below: "data") {
      let file = SchemaFile.governing(path.split(separator: "/").map(String.init), of: files)
      seen.insert(try #require(file, "no schema for \(path)").name)
    }
    #expect(seen == Set(files.filter { $0.collection != nil }.map(\.name)))
  }

  @Test func volatileFieldsStandInLiveAlone() throws {
    let files = try SchemaFile.all()
    let data = try StoreFolder.files(below: "data")
    for path in try StoreFolder.files(below: "live") {
      #expect(data.contains(path), "live/\(path).json has no document")
    }
    for path in data {
      let file = try #require(SchemaFile.governing(path.split(separator: "/").map(String.init), of: files))
      let volatile = Set(file.paths(marked: "volatile", in: files))
      let bytes = try #require(try StoreFolder.bytes("data", path))
      let fields = try DocumentFile.decode(bytes, file: path)
      #expect(volatile.isDisjoint(with: fields.leaves()), "data/\(path).json")
      guard let live = try StoreFolder.bytes("live", path) else { continue }
      #expect(
        volatile.isSuperset(of: try DocumentFile.decode(live, file: path).leaves()), "live/\(path).json")
    }
  }

  @Test func idsAreThoseOfThePath() throws {
    let files = try SchemaFile.all()
    for path in try StoreFolder.files(below: "data") {
      try expectIDs(of: path, try StoreFolder.document(path), files)
    }
  }
}

/// Each field that the schema marks `id` equals its path variable.
func expectIDs(of path: String, _ fields: Fields, _ files: [SchemaFile]) throws {
  let segments = path.split(separator: "/").map(String.init)
  let file = try #require(SchemaFile.governing(segments, of: files), "no schema for \(path)")
  for field in file.paths(marked: "id", in: files) {
    let variable = file.text.node(at: "/properties/\(field)/x-funnel/id")?.string ?? ""
    let index = try #require(file.collection?.firstIndex(of: "{\(variable)}"), "\(file.name): \(field)")
    #expect(fields[field] == .string(segments[index]), "\(path): \(field)")
  }
}
