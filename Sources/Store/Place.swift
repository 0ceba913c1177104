internal import DocumentCodec
public import FirestoreModel

/// The two folders of documents below a store's root.
public enum DocumentFolder: String, Sendable, CaseIterable {
  case data
  case live
}

/// Where a store lies in its repository, and where its files lie below it.
public struct StoreRoot: Sendable, Equatable {
  /// Components from the repository's root to the store's; empty when they are the same.
  public let components: [String]

  public init(_ components: [String]) { self.components = components }

  /// The file of a document, in components from the repository's root.
  package func file(_ path: DocumentPath, _ folder: DocumentFolder, _ settings: Settings) -> [String] {
    components + [folder.rawValue] + DocumentPlace.components(of: path, fanOut: settings.fanOut)
  }

  /// The file as people name it: relative to the store's root.
  public static func name(_ path: DocumentPath, _ folder: DocumentFolder, _ settings: Settings) -> String {
    ([folder.rawValue] + DocumentPlace.components(of: path, fanOut: settings.fanOut)).joined(separator: "/")
  }
}
