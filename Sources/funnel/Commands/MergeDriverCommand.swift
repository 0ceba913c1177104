internal import ArgumentParser
internal import Merging
internal import Platform
internal import Store

/// What git runs for a document that both sides changed (gitattributes(5), "Defining a custom merge driver").
struct MergeDriverCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "merge-driver", abstract: "Git's merge driver for documents; git runs it.",
    shouldDisplay: false)

  @Argument(help: "The common ancestor's file.")
  var base: String

  @Argument(help: "Our file, which gets the result.")
  var ours: String

  @Argument(help: "Their file.")
  var theirs: String

  @Argument(help: "The size of conflict markers.")
  var markerSize: Int

  @Argument(help: "Where the result will stand.")
  var path: String

  func run() throws {
    let isClean = try MergeDriver.run(
      base: base, ours: ours, theirs: theirs, markerSize: markerSize, file: path,
      in: try Store(around: path))
    if !isClean {
      Output.note("\(Output.safe(path)): conflicts are left to decide: funnel conflicts")
      throw CommandExit.negative()
    }
  }
}

extension Store {
  /// The store that a file belongs to, seen from the top of the working tree, whether or not its folder is there.
  convenience init(around file: String) throws(StoreError) {
    var folder = Files.parent(of: file)
    while folder != ".", folder != "/", FileStatus.of(folder)?.kind != .directory {
      folder = Files.parent(of: folder)
    }
    try self.init(at: folder)
  }
}
