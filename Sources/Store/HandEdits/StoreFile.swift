internal import Diagnostics
internal import DocumentCodec
public import FirestoreModel

/// What a file below a store's root is.
public enum StoreFile: Sendable, Equatable {
  case document(DocumentPath, DocumentFolder)
  case schema
  case settings
  case rules
  case indexes
  /// A file under `data/` or `live/` that can be no document; the error says what it should be.
  case misplaced(StoreError)
  /// Nothing of the store's: a README, say.
  case foreign

  public static func == (left: StoreFile, right: StoreFile) -> Bool {
    switch (left, right) {
    case (.document(let a, let b), .document(let c, let d)): a == c && b == d
    case (.schema, .schema), (.settings, .settings), (.rules, .rules), (.indexes, .indexes),
      (.foreign, .foreign):
      true
    default: false
    }
  }

  /// - Parameter name: the path below the store's root.
  public init(_ name: String, settings: Settings) {
    switch name {
    case "funnel.json": self = .settings
    case "firestore.rules": self = .rules
    case "firestore.indexes.json": self = .indexes
    default:
      let components = name.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
      guard components.count > 1, let first = components.first else {
        self = .foreign
        return
      }
      if first == "schemas" {
        self = components.count == 2 && name.hasSuffix(".json") ? .schema : .foreign
        return
      }
      guard let folder = DocumentFolder(rawValue: first) else {
        self = .foreign
        return
      }
      do throws(CodecError) {
        self = .document(
          try DocumentPlace.document(fromFile: Array(components.dropFirst()), fanOut: settings.fanOut), folder
        )
      } catch {
        var fault = StoreError(error).inFile(name)
        fault.location = SourceLocation(file: name)
        // The codec knows places below data/ or live/ only.
        for verb in ["rename it to ", "move it to "] where fault.hint?.hasPrefix(verb) == true {
          fault.hint = verb + first + "/" + (fault.hint?.dropFirst(verb.count) ?? "")
        }
        self = .misplaced(fault)
      }
    }
  }
}
