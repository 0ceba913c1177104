internal import Diagnostics
internal import FirestoreModel
public import Store

/// A word with wildcards: `*` is any run of bytes, `\` takes a wildcard's meaning away.
struct Glob: Sendable {
  private enum Part: Sendable, Equatable {
    case byte(UInt8)
    case any
  }

  private let parts: [Part]
  private let ignoresCase: Bool

  /// - Parameter ignoresCase: of ASCII letters.
  init(_ text: some Sequence<UInt8>, ignoresCase: Bool = false) {
    var parts: [Part] = []
    var isEscaped = false
    for byte in text {
      if isEscaped {
        parts.append(.byte(byte))
        isEscaped = false
      } else if byte == UInt8(ascii: "\\") {
        isEscaped = true
      } else if byte == UInt8(ascii: "*") {
        if parts.last != .any { parts.append(.any) }
      } else {
        parts.append(.byte(byte))
      }
    }
    if isEscaped { parts.append(.byte(UInt8(ascii: "\\"))) }
    self.parts =
      ignoresCase ? parts.map { if case .byte(let byte) = $0 { .byte(Self.lower(byte)) } else { $0 } } : parts
    self.ignoresCase = ignoresCase
  }

  private static func lower(_ byte: UInt8) -> UInt8 { byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte }

  /// Greedy with one place to come back to, so that the cost is at most the product of the lengths.
  func matches(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    var i = 0
    var p = 0
    var star = -1
    var mark = 0
    while i < bytes.count {
      if p < parts.count, case .byte(let wanted) = parts[p],
        wanted == (ignoresCase ? Self.lower(bytes[i]) : bytes[i])
      {
        i += 1
        p += 1
      } else if p < parts.count, parts[p] == .any {
        star = p
        mark = i
        p += 1
      } else if star >= 0 {
        p = star + 1
        mark += 1
        i = mark
      } else {
        return false
      }
    }
    while p < parts.count, parts[p] == .any { p += 1 }
    return p == parts.count
  }
}

/// Who is looked for: a whole name, e-mail address or `uid:…`, with `*` for any run of characters. ASCII letters match
/// in either case.
public struct ActorPattern: Sendable {
  private let glob: Glob

  public init(_ text: String) { glob = Glob(text.utf8, ignoresCase: true) }

  func matches(_ attribution: Attribution) -> Bool { attribution.names.contains(where: glob.matches) }
  func matches(_ name: String) -> Bool { glob.matches(name) }
}

/// Segments with wildcards: `*` within one, `**` for any number of them.
struct SegmentPattern: Sendable {
  private enum Segment: Sendable {
    case glob(Glob)
    case anyNumber
  }

  private let segments: [Segment]

  init(_ texts: [[UInt8]]) {
    segments = texts.map { $0 == Array("**".utf8) ? .anyNumber : .glob(Glob($0)) }
  }

  /// Whether the pattern fits the segments, or, as a prefix, those that begin them.
  func matches(_ path: [String], asPrefix: Bool) -> Bool {
    // Reachable places of the pattern, as an automaton has states: linear in both lengths.
    var states = closure([0])
    if asPrefix, states.contains(segments.count) { return true }
    for name in path {
      states = step(states, name)
      if asPrefix, states.contains(segments.count) { return true }
      if states.isEmpty { return false }
    }
    return states.contains(segments.count)
  }

  /// The places that one more name leads to.
  private func step(_ states: Set<Int>, _ name: String) -> Set<Int> {
    var next = Set<Int>()
    for state in states where state < segments.count {
      switch segments[state] {
      case .anyNumber: next.insert(state)
      case .glob(let glob): if glob.matches(name) { next.insert(state + 1) }
      }
    }
    return closure(next)
  }

  /// Whether the path is the beginning of something that the pattern fits.
  func couldFit(below path: [String]) -> Bool {
    var states = closure([0])
    for name in path { states = step(states, name) }
    return states.contains { $0 < segments.count }
  }

  private func closure(_ states: Set<Int>) -> Set<Int> {
    var result = states
    var open = Array(states)
    while let state = open.popLast() {
      if state < segments.count, case .anyNumber = segments[state], result.insert(state + 1).inserted {
        open.append(state + 1)
      }
    }
    return result
  }
}

/// Documents by their path: `users/ada`, `users/*/personas/*`, `users/{userId}`, `users/ada/**`. One that ends in a
/// collection (`users`, `users/*/personas`) takes all documents in it and below it. Files that are no documents go by
/// their name: `funnel.json`, `schemas/*`.
public struct PathPattern: Sendable {
  private let pattern: SegmentPattern
  private let isCollection: Bool

  /// - Throws: `audit/pattern`.
  public init(_ text: String) throws(StoreError) {
    let parts = text.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false).map {
      Array($0)
    }
    guard !parts.contains(where: \.isEmpty) else {
      throw StoreError(
        "audit/pattern", "\"\(VisibleText.of(text))\" is no pattern of paths: it has an empty part",
        hint: "for example users/ada, users/*/personas/*, users", kind: .usage)
    }
    let isWild = { (part: [UInt8]) in part.first == UInt8(ascii: "{") && part.last == UInt8(ascii: "}") }
    pattern = SegmentPattern(parts.map { isWild($0) ? [UInt8(ascii: "*")] : $0 })
    isCollection = parts.count % 2 == 1 && !parts.contains(Array("**".utf8))
  }

  func matches(_ subject: AuditRow.Subject) -> Bool {
    switch subject {
    case .document(let path): pattern.matches(path.segments, asPrefix: isCollection)
    case .file(let name):
      pattern.matches(
        name.utf8.split(separator: UInt8(ascii: "/")).map { String(Substring($0)) }, asPrefix: isCollection)
    }
  }
}

/// Fields: `role`, `subscription.planType`, `characteristics.*`, `**.email`. A pattern of a map takes what is below it,
/// too; and a change of a whole map is one of the fields in it.
public struct FieldPattern: Sendable {
  private let pattern: SegmentPattern

  /// - Throws: `audit/pattern`.
  public init(_ text: String) throws(StoreError) {
    guard let segments = Self.split(Array(text.utf8)), !segments.contains(where: \.isEmpty) else {
      throw StoreError(
        "audit/pattern", "\"\(VisibleText.of(text))\" is no pattern of fields",
        hint: "for example role, subscription.planType, characteristics.*, `odd name`.x", kind: .usage)
    }
    pattern = SegmentPattern(segments)
  }

  /// Reads a list: `role,subscription.planType`.
  ///
  /// - Throws: `audit/pattern`.
  public static func list(_ text: String) throws(StoreError) -> [FieldPattern] {
    var result: [FieldPattern] = []
    for part in Self.parts(Array(text.utf8), at: UInt8(ascii: ",")) {
      var part = part[...]
      while part.first == 0x20 { part = part.dropFirst() }
      while part.last == 0x20 { part = part.dropLast() }
      result.append(try FieldPattern(String(decoding: part, as: UTF8.self)))
    }
    return result
  }

  func matches(_ field: [String]) -> Bool {
    pattern.matches(field, asPrefix: true) || pattern.couldFit(below: field)
  }

  /// Cut at a byte outside of backticks.
  private static func parts(_ bytes: [UInt8], at separator: UInt8) -> [[UInt8]] {
    var result: [[UInt8]] = [[]]
    var isQuoted = false
    for byte in bytes {
      if byte == UInt8(ascii: "`") { isQuoted.toggle() }
      if byte == separator, !isQuoted { result.append([]) } else { result[result.count - 1].append(byte) }
    }
    return result
  }

  /// Nil for a backtick that is never closed.
  private static func split(_ bytes: [UInt8]) -> [[UInt8]]? {
    var result: [[UInt8]] = []
    for part in parts(bytes, at: UInt8(ascii: ".")) {
      guard part.first == UInt8(ascii: "`") else {
        if part.contains(UInt8(ascii: "`")) { return nil }
        result.append(part)
        continue
      }
      guard part.count > 2, part.last == UInt8(ascii: "`") else { return nil }
      // In backticks a wildcard is a plain character.
      result.append(
        part.dropFirst().dropLast().flatMap { $0 == UInt8(ascii: "*") ? [UInt8(ascii: "\\"), $0] : [$0] })
    }
    return result
  }
}
