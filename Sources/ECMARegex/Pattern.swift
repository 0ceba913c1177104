import CPCRE2
import Synchronization

/// An ECMA-262 regular expression in Unicode mode (flag `u`): checked and translated when it is made, given to PCRE2
/// when first used, so that a program which validates one document does not pay for the patterns that it never meets.
/// What PCRE2 cannot match as ECMA-262 says is run by `BacktrackMachine`.
public final class Pattern: Sendable {
  /// As written in the schema.
  public let source: String
  /// In PCRE2's dialect; nil for what it cannot say.
  let translated: PatternTranslator.Translation?
  /// PCRE2's code that counts its steps, as an address like the next.
  private let countedAddress = Atomic<Int>(0)
  /// For what PCRE2 cannot say, or refuses; made when first used.
  private let program = Mutex<BacktrackProgram?>(nil)
  /// Address of PCRE2's code; 0 before the first use, `refused` if PCRE2 does not take the pattern. Written once, by
  /// whoever is first.
  private let address = Atomic<Int>(0)
  private static let refused = -1
  /// Address of the automaton; 0 before it is built, `refused` where there is none. Written once.
  private let automatonAddress = Atomic<Int>(0)
  /// Searches so far, as far as they matter.
  private let uses = Atomic<Int>(0)
  /// Building an automaton costs as much as some dozens of searches: a single document must not pay for it.
  private static let usesBeforeAutomaton = 24

  private init(source: String, translated: PatternTranslator.Translation?) {
    self.source = source
    self.translated = translated
  }

  deinit {
    if let code = OpaquePointer(address.load(ordering: .acquiring)) { pcre2_code_free_8(code) }
    if let code = OpaquePointer(countedAddress.load(ordering: .acquiring)) { pcre2_code_free_8(code) }
    if let table = UnsafeRawPointer(bitPattern: max(0, automatonAddress.load(ordering: .acquiring))) {
      Unmanaged<ByteAutomaton>.fromOpaque(table).release()
    }
  }

  /// The answer of the automaton; nil while PCRE2 is to be asked, always for patterns that only PCRE2 can run.
  package func quickAnswer(_ subject: UnsafeBufferPointer<UInt8>) -> Bool? {
    let known = automatonAddress.load(ordering: .acquiring)
    if known > 0 { return run(known, subject) }
    if known == Self.refused { return nil }
    let count = uses.load(ordering: .relaxed)
    if count < Self.usesBeforeAutomaton {
      uses.store(count + 1, ordering: .relaxed)
      return nil
    }
    return automatonAnswer(subject)
  }

  /// The same, with the automaton built now. PCRE2 asks when it gives up: so an answer never depends on what was
  /// asked before.
  @inline(never) func automatonAnswer(_ subject: UnsafeBufferPointer<UInt8>) -> Bool? {
    var known = automatonAddress.load(ordering: .acquiring)
    if known == 0 {
      let fresh = ByteAutomaton.make(source).map { Unmanaged.passRetained($0) }
      let address = fresh.map { Int(bitPattern: $0.toOpaque()) } ?? Self.refused
      let (wasFirst, winner) = automatonAddress.compareExchange(
        expected: 0, desired: address, ordering: .acquiringAndReleasing)
      if !wasFirst { fresh?.release() }
      known = wasFirst ? address : winner
    }
    return known > 0 ? run(known, subject) : nil
  }

  @inline(__always) private func run(_ address: Int, _ subject: UnsafeBufferPointer<UInt8>) -> Bool? {
    guard let table = UnsafeRawPointer(bitPattern: address) else { return nil }
    return Unmanaged<ByteAutomaton>.fromOpaque(table)._withUnsafeGuaranteedRef { $0.matches(subject) }
  }

  /// A pattern, checked; it costs PCRE2 nothing yet.
  /// - Throws: `PatternError`: it is no pattern of ECMA-262, or has a property of which there is no data here.
  public static func make(_ source: String) throws(PatternError) -> Pattern {
    let syntax = try PatternParser.parse(source)
    let pattern = Pattern(source: source, translated: PatternTranslator.translate(syntax))
    let isRare = syntax.classItems.contains {
      if case .property(let property, _) = $0 { property.isRare } else { false }
    }
    if isRare, pattern.code == nil { _ = try BacktrackProgram(syntax) }
    return pattern
  }

  /// What is wrong with a text as a pattern of ECMA-262; nil if it is one, whether or not it can be run here.
  package static func objection(to source: String) -> PatternError? {
    do throws(PatternError) {
      _ = try PatternParser.parse(source)
      return nil
    } catch {
      return error
    }
  }

  /// PCRE2's code, made now if need be; nil if PCRE2 cannot run the pattern. Read-only once made, so any thread may use it
  /// (pcre2api: compiled code "can be shared"); it lives as long as this object.
  @inline(__always) var code: OpaquePointer? {
    let known = address.load(ordering: .acquiring)
    if known != 0 { return known == Self.refused ? nil : OpaquePointer(known) }
    return compile(into: address)
  }

  /// The same, made so that it reports each step: slower, for what must be counted.
  var countedCode: OpaquePointer? {
    let known = countedAddress.load(ordering: .acquiring)
    if known != 0 { return known == Self.refused ? nil : OpaquePointer(known) }
    return compile(into: countedAddress, PCRE2_AUTO_CALLOUT)
  }

  /// Whether the pattern matches somewhere, by ECMA-262's own way; nil when it was given up.
  ///
  /// - Parameter work: what may be spent; see `PatternMatcher.workLimit`.
  @inline(never)
  func matchesByBacktracking(_ subject: UnsafeBufferPointer<UInt8>, _ work: inout Int) -> Bool? {
    let program = program.withLock { known -> BacktrackProgram? in
      if known == nil, let syntax = try? PatternParser.parse(source) { known = try? BacktrackProgram(syntax) }
      return known
    }
    return program.flatMap { BacktrackMachine.matches($0, subject, &work) }
  }

  @inline(never)
  private func compile(into address: borrowing Atomic<Int>, _ further: UInt32 = 0) -> OpaquePointer? {
    guard let translated = translated?.bytes else { return nil }
    let options =
      further | PCRE2_UTF | PCRE2_DOLLAR_ENDONLY | PCRE2_MATCH_UNSET_BACKREF | PCRE2_NEVER_BACKSLASH_C
    var error: Int32 = 0
    var offset = 0
    // A pattern of no bytes still needs an address.
    let fresh = (translated + [0]).withUnsafeBufferPointer {
      pcre2_compile_8($0.baseAddress, translated.count, options, &error, &offset, nil)
    }
    let (wasFirst, winner) = address.compareExchange(
      expected: 0, desired: fresh.map { Int(bitPattern: $0) } ?? Self.refused,
      ordering: .acquiringAndReleasing)
    guard wasFirst else {
      pcre2_code_free_8(fresh)
      return winner == Self.refused ? nil : OpaquePointer(winner)
    }
    return fresh
  }
}

extension OpaquePointer {
  /// The pointer of an address; nil for 0 and for `Pattern`'s mark of refusal.
  fileprivate init?(_ address: Int) {
    guard address > 0 else { return nil }
    self.init(bitPattern: address)
  }
}
