import Platform
import TestSupport
import Testing

@testable import Store

/// What `init` writes is what the repository's own files are.
struct InitialFilesTests {
  private static let root = Files.parent(of: Files.parent(of: Files.parent(of: #filePath)))

  @Test("the schemas that init writes are the files'", arguments: ["firestore", "funnel"])
  func schemas(_ name: String) throws {
    let path = "schemas/\(name).json"
    let text = try #require(InitialFiles.all.first { $0.path == path }?.text)
    #expect(try Files.read(Self.root + "/" + path) == Array(text.utf8), "\(path) changed: make docs")
  }
}
