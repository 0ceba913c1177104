internal import ArgumentParser
internal import DocumentCodec
internal import FirestoreModel
internal import Git
internal import JSON
internal import Platform
internal import Store

struct GetCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "get", abstract: "Print a document, as it is or as it was.",
    discussion: "A document that is absent ends with exit code 1.")

  @Argument(help: "The document: users/ada.")
  var path: String

  @Flag(name: .long, help: "The canonical file form on a terminal too.")
  var raw = false

  @OptionGroup var read: ReadOptions
  @OptionGroup var output: OutputOptions

  func run() throws { try Self.get(path, read: read, raw: raw, json: output.json) }

  static func get(_ text: String, read: ReadOptions?, raw: Bool, json: Bool) throws {
    let store = try Store()
    try store.recoverIfNeeded()
    let tip = try read?.commit(in: store) ?? store.tip(of: nil)
    let path = try DocumentInput.path(text, in: store)
    guard let document = try store.snapshot(at: tip).document(path) else {
      throw NoDocument(path, at: read?.at)
    }
    if json {
      guard let times = try store.times(of: path, at: tip) else { throw NoDocument(path, at: read?.at) }
      var members: [(String, JSONValue)] = [
        ("path", .string(path.description)), ("data", DocumentFile.jsonValue(document.fields)),
        ("createTime", .string(times.create.description)), ("updateTime", .string(times.update.description)),
        ("commit", .string(times.commit.description)),
      ]
      // A shallow clone's history ends somewhere: the true times may be earlier.
      if times.isAtOrBefore { members.append(("atOrBefore", true)) }
      Output.json(.object(members))
    } else if raw || !Environment.standardOutputIsTerminal {
      Output.bytes(DocumentFile.encode(document.fields))
    } else {
      PersonView.print(path, document.fields)
    }
  }
}
