internal import ArgumentParser
internal import DocumentCodec
internal import Merging
internal import Platform

/// What git runs to show a document (gitattributes(5), "Performing text diffs of binary files").
struct DiffDriverCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "diff-driver", abstract: "Git's diff driver for documents; git runs it.",
    shouldDisplay: false)

  @Flag(name: .long, help: "Print one file as lines, a field each.")
  var text = false

  @Argument(help: "The file.")
  var file: String

  func run() throws {
    let bytes = try Files.read(file)
    // What is no document is shown as it is.
    guard let fields = try? DocumentFile.decode(bytes, file: nil) else { return Output.bytes(bytes) }
    Output.bytes(Array(DocumentLines.text(fields).map { $0 + "\n" }.joined().utf8))
  }
}
