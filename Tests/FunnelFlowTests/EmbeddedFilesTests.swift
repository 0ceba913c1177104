import FunnelFlow
import Platform
import Testing

/// The binary runs alone, so it holds the texts of files; they must not fall behind the files (`make docs`).
struct EmbeddedFilesTests {
  private static let root = Files.parent(of: Files.parent(of: Files.parent(of: #filePath)))

  @Test("the texts in the binary are the files'")
  func texts() throws {
    for file in FunnelFlowFiles.all {
      let bytes = try Files.read(Self.root + "/" + file.path)
      #expect(bytes == Array(file.text.utf8), "\(file.path) changed: make docs")
    }
    let embedded = Set(FunnelFlowFiles.all.map(\.path))
    for name in try Files.list(Self.root + "/schemas")
    where name.hasSuffix(".json") && name != "firestore.json" && name != "funnel.json" {
      #expect(embedded.contains("schemas/" + name), "\(name) is not embedded: make docs")
    }
  }
}
