import ECMARegex

/// A URI reference in its five parts (RFC 3986 §3), with resolution against a base (§5.2).
///
/// A base may be a bare relative path such as `schemas/persona.json`: then the result is one too. Nothing is ever
/// fetched; URIs are names.
struct URIReference: Equatable {
  var scheme: [UInt8]?
  var authority: [UInt8]?
  var path: [UInt8]
  var query: [UInt8]?
  var fragment: [UInt8]?

  init(_ text: some Sequence<UInt8>) {
    var rest = Array(text)[...]
    fragment = Self.cut(&rest, at: 0x23)
    query = Self.cut(&rest, at: 0x3F)
    if let colon = rest.firstIndex(of: 0x3A), !rest[..<colon].contains(0x2F), colon > rest.startIndex,
      Self.isScheme(rest[..<colon])
    {
      scheme = Array(rest[..<colon])
      rest = rest[(colon + 1)...]
    }
    if rest.starts(with: [0x2F, 0x2F]) {
      rest = rest.dropFirst(2)
      let slash = rest.firstIndex(of: 0x2F) ?? rest.endIndex
      authority = Array(rest[..<slash])
      rest = rest[slash...]
    }
    path = Array(rest)
  }

  private static func cut(_ rest: inout ArraySlice<UInt8>, at mark: UInt8) -> [UInt8]? {
    guard let place = rest.firstIndex(of: mark) else { return nil }
    let tail = Array(rest[(place + 1)...])
    rest = rest[..<place]
    return tail
  }

  private static func isScheme(_ bytes: ArraySlice<UInt8>) -> Bool {
    guard let first = bytes.first, first.isASCIILetter else { return false }
    return bytes.allSatisfy { $0.isASCIILetter || $0.isASCIIDigit || $0 == 0x2B || $0 == 0x2D || $0 == 0x2E }
  }

  /// This reference as seen from `base` (RFC 3986 §5.2.2).
  func resolved(against base: URIReference) -> URIReference {
    if scheme != nil { return self }
    var result = self
    result.scheme = base.scheme
    if authority != nil { return result }
    result.authority = base.authority
    if path.isEmpty {
      result.path = base.path
      result.query = query ?? base.query
    } else if path.first == 0x2F {
      result.path = Self.withoutDots(path)
    } else {
      var merged: [UInt8]
      if base.authority != nil, base.path.isEmpty {
        merged = [0x2F]
      } else {
        merged = Array(base.path[..<(base.path.lastIndex(of: 0x2F).map { $0 + 1 } ?? 0)])
      }
      merged += path
      result.path = Self.withoutDots(merged)
    }
    return result
  }

  /// RFC 3986 §5.2.4, on segments. A relative path stays relative; `..` past its start is dropped.
  private static func withoutDots(_ path: [UInt8]) -> [UInt8] {
    let isRooted = path.first == 0x2F
    var kept: [ArraySlice<UInt8>] = []
    var endsInFolder = false
    for segment in path.dropFirst(isRooted ? 1 : 0).split(separator: 0x2F, omittingEmptySubsequences: false) {
      endsInFolder = false
      if segment.elementsEqual([0x2E]) {
        endsInFolder = true
      } else if segment.elementsEqual([0x2E, 0x2E]) {
        if !kept.isEmpty { kept.removeLast() }
        endsInFolder = true
      } else {
        kept.append(segment)
      }
    }
    var result = Array(kept.joined(separator: [0x2F]))
    if isRooted { result.insert(0x2F, at: 0) }
    if endsInFolder, !kept.isEmpty { result.append(0x2F) }
    return result
  }

  /// Without the fragment: the name of a resource.
  var resource: [UInt8] {
    var bytes: [UInt8] = []
    if let scheme { bytes += scheme + [0x3A] }
    if let authority { bytes += [0x2F, 0x2F] + authority }
    bytes += path
    if let query { bytes += [0x3F] + query }
    return bytes
  }

  /// The fragment with `%XX` decoded; empty without one. Nil when the escapes are broken or not UTF-8.
  var decodedFragment: String? {
    guard let fragment else { return "" }
    guard fragment.contains(0x25) else { return String(validating: fragment, as: UTF8.self) }
    var bytes: [UInt8] = []
    var index = 0
    while index < fragment.count {
      if fragment[index] == 0x25 {
        guard index + 2 < fragment.count, let high = fragment[index + 1].hexValue,
          let low = fragment[index + 2].hexValue
        else { return nil }
        bytes.append(high << 4 | low)
        index += 3
      } else {
        bytes.append(fragment[index])
        index += 1
      }
    }
    return String(validating: bytes, as: UTF8.self)
  }
}
