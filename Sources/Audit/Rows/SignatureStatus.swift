/// What is known of a commit's signature.
public enum SignatureStatus: Sendable, Equatable {
  /// There is none.
  case none
  /// There is one, and nobody has asked git about it.
  case unchecked
  case good(signer: String, key: String)
  /// Right as such, by a key that nobody vouches for; or by one that git does not have.
  case unknownKey(String)
  case bad
  case expired(String)
  case revoked(String)

  /// One word or two, for tables.
  public var word: String {
    switch self {
    case .none: "none"
    case .unchecked: "signed, not checked"
    case .good: "good"
    case .unknownKey: "unknown key"
    case .bad: "bad"
    case .expired: "expired"
    case .revoked: "revoked"
    }
  }

  /// Who signed, where that is certain.
  public var signer: String? { if case .good(let signer, _) = self { signer } else { nil } }

  /// The key's fingerprint or id.
  public var key: String? {
    switch self {
    case .good(_, let key), .unknownKey(let key), .expired(let key), .revoked(let key):
      key.isEmpty ? nil : key
    default: nil
    }
  }
}
