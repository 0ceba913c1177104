internal import ArgumentParser
internal import FirestoreModel
internal import JSON
internal import Platform
internal import Store

struct ListCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "List a collection's documents, or the collections below a document or the root.",
    aliases: ["ls"])

  @Argument(
    help: "A collection (its documents), a document (its collections), or nothing (the root's collections).")
  var path: String?

  @Flag(name: .long, help: "Also documents that do not exist but have subcollections.")
  var missing = false

  @OptionGroup var read: ReadOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    let store = try Store()
    try store.recoverIfNeeded()
    let tip = try read.commit(in: store)
    let snapshot = try store.snapshot(at: tip)
    let isCollection =
      path.map { $0.split(separator: "/", omittingEmptySubsequences: false).count % 2 == 1 } ?? false
    if let path, isCollection {
      let documents = try snapshot.documents(in: try CollectionPath(path), includingMissing: missing)
      show(documents.map(\.description), key: "documents")
    } else {
      let parent = try path.map { try DocumentPath($0) }
      show(try snapshot.collections(below: parent).map(\.description), key: "collections")
    }
  }

  private func show(_ paths: [String], key: String) {
    if output.json {
      Output.json(.object([(key, .array(paths.map { .string($0) }))]))
    } else {
      for path in paths { Output.line(Environment.standardOutputIsTerminal ? Output.safe(path) : path) }
    }
  }
}
