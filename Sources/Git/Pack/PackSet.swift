internal import Platform

/// The packs of one repository as they stood when it was made. What came later or elsewhere (alternates, loose
/// objects) is libgit2's to find; what goes meanwhile stays readable, since it is mapped.
final class PackSet: Sendable {
  let packs: [PackFile]

  /// More are not mapped: a store with that many waits for `git gc`.
  private static let limit = 256

  /// - Parameter objects: the repository's `objects` folder.
  init(objects: String) {
    let folder = objects + "/pack"
    let names = (try? Folder.entries(folder).map(\.name)) ?? []
    packs = names.lazy.filter { $0.hasSuffix(".idx") }.prefix(Self.limit).compactMap {
      PackFile(folder + "/" + $0.dropLast(4))
    }
  }
}
