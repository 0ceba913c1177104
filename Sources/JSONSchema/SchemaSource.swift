internal import ECMARegex
public import JSON

/// One schema file: its parsed text and the name that `$ref`s and findings know it by.
public struct SchemaSource: Sendable {
  /// A relative file path such as `schemas/persona.json`, or an absolute URI. Other files' `$ref`s resolve against it.
  public var uri: String
  /// The parsed file. The compiled schema keeps it, for positions and literal values.
  public var text: JSONText

  public init(uri: String, text: JSONText) {
    self.uri = uri
    self.text = text
  }
}

extension SchemaSource {
  /// A reference's text with `%XX` decoded (RFC 3986 §2.1); what is no such escape stays as it is.
  public static func percentDecoded(_ text: String) -> String {
    String(decoding: percentDecoded(Array(text.utf8)[...]), as: UTF8.self)
  }

  /// The same of bytes.
  package static func percentDecoded(_ text: ArraySlice<UInt8>) -> [UInt8] {
    var bytes: [UInt8] = []
    var rest = text
    while let byte = rest.popFirst() {
      if byte == 0x25, rest.count >= 2, let high = rest[rest.startIndex].hexValue,
        let low = rest[rest.startIndex + 1].hexValue
      {
        bytes.append(high << 4 | low)
        rest = rest.dropFirst(2)
      } else {
        bytes.append(byte)
      }
    }
    return bytes
  }

  /// The URI of the file that a relative path names in another one: `firestore.json` seen from `schemas/user.json` is
  /// `schemas/firestore.json`; of absolute paths an absolute one. An absolute URI is itself.
  public static func uri(of path: String, seenFrom file: String) -> String {
    if path.contains("://") || path.hasPrefix("urn:") { return path }
    let isFromRoot = path.hasPrefix("/")
    var parts = isFromRoot ? [] : file.split(separator: "/").dropLast().map(String.init)
    for part in path.split(separator: "/") {
      switch part {
      case ".": continue
      case "..": _ = parts.popLast()
      default: parts.append(String(part))
      }
    }
    return (isFromRoot || file.hasPrefix("/") ? "/" : "") + parts.joined(separator: "/")
  }
}

/// How strictly schemas are read and what they assert.
public struct SchemaOptions: Sendable {
  /// What a keyword or format that nobody knows means.
  public enum Unknown: Sendable {
    /// A fault of the schema, with a suggestion: `minLenght` must not silently check nothing.
    case refuse
    /// An annotation, as the specification has it (core §4.3.1). For foreign schemas.
    case accept
  }

  /// Whether `format` decides (the store) or only annotates (the specification's default).
  public var assertFormats: Bool
  /// See `Unknown`. Keywords that start with `x-` are annotations always.
  public var unknownKeywords: Unknown

  public init(assertFormats: Bool = true, unknownKeywords: Unknown = .refuse) {
    self.assertFormats = assertFormats
    self.unknownKeywords = unknownKeywords
  }
}
