internal import ArgumentParser
internal import Diagnostics
internal import FirestoreModel
internal import JSON
internal import Store

struct PathCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "path", abstract: "Print where a document's file lies, or which document a file is.")

  @Argument(help: "A document (users/ada), or a file (data/users/ada.json).")
  var path: String

  @Flag(name: .long, help: "The file of its volatile fields.")
  var live = false

  @OptionGroup var output: OutputOptions

  func run() throws {
    let store = try Store()
    let settings = try store.settings()
    let document: DocumentPath
    switch StoreFile(store.nameBelowRoot(path), settings: settings) {
    case .document(let found, _):
      document = found
      if !output.json {
        Output.line(found.description)
        return
      }
    case .misplaced(let error) where path.hasSuffix(".json"): throw error
    default: document = try DocumentPath(path)
    }
    if output.json {
      Output.json([
        "path": .string(document.description), "data": .string(StoreRoot.name(document, .data, settings)),
        "live": .string(StoreRoot.name(document, .live, settings)),
      ])
    } else {
      Output.line(StoreRoot.name(document, live ? .live : .data, settings))
    }
  }
}
