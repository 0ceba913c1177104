import CPCRE2
import Synchronization

/// A regular expression of a schema: checked and translated when the schema is compiled, given to PCRE2 when first
/// used, so that a program which validates one document does not pay for the patterns that it never meets.
final class Pattern: Sendable {
  /// As written in the schema.
  let source: String
  /// In PCRE2's dialect.
  let translated: [UInt8]
  private let code = AtomicLazyReference<PatternCode>()
  /// PCRE2 refused it, after all.
  private let isRefused = Atomic<Bool>(false)

  private init(source: String, translated: [UInt8]) {
    self.source = source
    self.translated = translated
  }

  /// A pattern, or what is wrong with it.
  static func make(_ source: String) -> Result<Pattern, PatternError> {
    do throws(PatternError) {
      let (translated, needsEagerCompile) = try PatternTranslator.translate(source)
      let pattern = Pattern(source: source, translated: translated)
      if needsEagerCompile, let objection = pattern.objection() {
        return .failure(PatternError(reason: "is not understood: \(objection)", place: 0))
      }
      return .success(pattern)
    } catch {
      return .failure(error)
    }
  }

  /// PCRE2's code, made now if need be; nil if PCRE2 refuses the pattern.
  var compiled: PatternCode? {
    if let code = code.load() { return code }
    if isRefused.load(ordering: .relaxed) { return nil }
    guard case .success(let fresh) = PatternCode.make(translated) else {
      isRefused.store(true, ordering: .relaxed)
      return nil
    }
    return code.storeIfNil(fresh)
  }

  /// PCRE2's objection, or nil if it takes the pattern. For what the translator cannot judge itself.
  private func objection() -> String? {
    switch PatternCode.make(translated) {
    case .success(let fresh):
      _ = code.storeIfNil(fresh)
      return nil
    case .failure(let refusal): return refusal.reason
    }
  }
}

/// Compiled code of PCRE2. Read-only after compiling (pcre2api: "thread-safe in that it can be shared"), which makes
/// `@unchecked` sound: the pointer is never written again and freed by `deinit`.
final class PatternCode: @unchecked Sendable {
  let pointer: OpaquePointer

  /// Why PCRE2 does not take a pattern.
  struct Refusal: Error { var reason: String }

  private init(_ pointer: OpaquePointer) { self.pointer = pointer }

  deinit { pcre2_code_free_8(pointer) }

  static func make(_ pattern: [UInt8]) -> Result<PatternCode, Refusal> {
    let options = PCRE2_UTF | PCRE2_DOLLAR_ENDONLY | PCRE2_MATCH_UNSET_BACKREF | PCRE2_NEVER_BACKSLASH_C
    var code: Int32 = 0
    var offset = 0
    // A pattern of no bytes still needs an address.
    let compiled = (pattern + [0]).withUnsafeBufferPointer {
      pcre2_compile_8($0.baseAddress, pattern.count, options, &code, &offset, nil)
    }
    if let compiled { return .success(PatternCode(compiled)) }
    var message = [UInt8](repeating: 0, count: 200)
    let length = pcre2_get_error_message_8(code, &message, message.count)
    return .failure(Refusal(reason: String(decoding: message.prefix(max(0, Int(length))), as: UTF8.self)))
  }
}

/// PCRE2's working memory, for one run of a machine. Not shared between threads.
final class PatternMatcher {
  /// Steps of the matcher in one search: some milliseconds. A pattern that needs more is reported, not waited for.
  static let stepLimit: UInt32 = 500_000
  /// KiB of heap for one search.
  static let heapLimit: UInt32 = 16_384

  private let context: OpaquePointer?
  private let data: OpaquePointer?

  init() {
    context = pcre2_match_context_create_8(nil)
    data = pcre2_match_data_create_8(1, nil)
    pcre2_set_match_limit_8(context, Self.stepLimit)
    pcre2_set_heap_limit_8(context, Self.heapLimit)
  }

  deinit {
    pcre2_match_data_free_8(data)
    pcre2_match_context_free_8(context)
  }

  /// Whether the pattern matches somewhere in valid UTF-8; nil when it was given up.
  func matches(_ code: PatternCode, _ subject: ByteRun) -> Bool? {
    guard let data, let context else { return nil }
    var nothing: UInt8 = 0
    let result = withUnsafePointer(to: &nothing) { empty in
      pcre2_match_8(
        code.pointer, subject.baseAddress ?? empty, subject.count, 0, PCRE2_NO_UTF_CHECK, data, context)
    }
    if result >= 0 { return true }
    return result == PCRE2_ERROR_NOMATCH ? false : nil
  }
}

extension Machine {
  /// Whether the string at `node` matches a pattern of the program. A match that was given up is a no, and remembered.
  mutating func matches(_ pattern: Int, _ node: Int) -> Bool {
    let matcher = matcher ?? PatternMatcher()
    self.matcher = matcher
    guard let code = program.tables.patterns[pattern].compiled else {
      giveUp(.patternSteps(pattern: pattern), node)
      return false
    }
    if let answer = withString(node, { matcher.matches(code, $0) }) { return answer }
    giveUp(.patternSteps(pattern: pattern), node)
    return false
  }
}
