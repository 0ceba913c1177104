internal import Diagnostics
public import JSON

/// A part of `funnel.json` that another target reads: `review`, `audit`. The store only keeps it.
public struct SettingsSection: Sendable, Equatable {
  /// The section's value, an object.
  public let node: JSONNode
  /// How messages name the file.
  public let file: String

  /// An error about a place in the section, of kind configuration, with its line.
  public func fault(_ code: String, _ message: String, at node: JSONNode, hint: String? = nil) -> StoreError {
    StoreError(
      code, message, location: node.location(file: file, pointer: node.pointer), hint: hint,
      kind: .configuration, sources: [file: node.text.bytes])
  }

  public static func == (left: Self, right: Self) -> Bool {
    left.file.utf8.elementsEqual(right.file.utf8) && left.node.rawBytes == right.node.rawBytes
  }
}
