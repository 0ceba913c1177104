/// Ids that Firestore's client libraries make for new documents.
public enum AutoID {
  private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789".utf8)

  /// 20 characters from `A-Za-z0-9`, from the system's secure random source unless another is given.
  public static func make(using generator: inout some RandomNumberGenerator) -> String {
    String(
      decoding: (0..<20).map { _ in alphabet[Int.random(in: 0..<alphabet.count, using: &generator)] },
      as: UTF8.self)
  }

  public static func make() -> String {
    var generator = SystemRandomNumberGenerator()
    return make(using: &generator)
  }
}
