internal import FirestoreModel
internal import JSON

/// The members of a google.firestore.v1.Write, told apart before any is read: a document's name decides how the
/// references in its values and transforms are read.
struct WriteParts {
  enum Kind: CaseIterable {
    case update, delete, verify, transform

    var name: StaticString {
      switch self {
      case .update: "update"
      case .delete: "delete"
      case .verify: "verify"
      case .transform: "transform"
      }
    }
  }

  private(set) var operation: (kind: Kind, operand: JSONNode)?
  private(set) var mask: JSONNode?
  private(set) var transforms: JSONNode?
  private(set) var precondition: JSONNode?

  init(_ node: JSONNode) throws(WireFault) {
    guard node.kind == .object else { throw .invalid("type.googleapis.com/google.firestore.v1.Write", node) }
    for (key, member) in node.members {
      if let kind = Kind.allCases.first(where: { key.stringEquals($0.name) }) {
        if member.kind == .null { continue }
        guard operation == nil else {
          throw WireFault(.secondOf("operation", field: "\(kind.name)"), at: key)
        }
        operation = (kind, member)
      } else if key.isNamed("updateMask", "update_mask") {
        mask = member.kind == .null ? nil : member
      } else if key.isNamed("updateTransforms", "update_transforms") {
        transforms = member.kind == .null ? nil : member
      } else if key.isNamed("currentDocument", "current_document") {
        precondition = member.kind == .null ? nil : member
      } else {
        throw WireFault(.unknownName(key.string ?? ""), at: key)
      }
    }
  }

  /// Only an update takes a mask or transforms.
  func refuseExtras(_ operation: String) throws(WireFault) {
    if let mask {
      throw .refused("write/mask", "a \(operation) must not specify a document mask.", mask)
    }
    if let transforms, transforms.kind != .array || transforms.count > 0 {
      throw .refused("write/transform", "a \(operation) must not specify a update transform.", transforms)
    }
  }
}
