import CPCRE2

/// What a step of PCRE2 may cost beyond the bytes that it is seen to pass over.
struct StepCosts {
  /// Members of the largest class: each scalar may be compared with all of them.
  var largestClass = 0
  /// Scalars that one step may read at once, before it is known to fail.
  var longestStep = 0
  var hasReferences = false
}

/// PCRE2's working memory, for one reading of a document. Not shared between threads.
///
/// PCRE2's own limit is one for each place at which a match may start, and does not count what its tight loops pass
/// over. So it guards short texts only. Long ones are given to the automaton, which is linear, or to code that
/// reports each step to a budget of the whole reading.
public final class PatternMatcher {
  /// Steps of the matcher from one place, in a first attempt at a short text.
  public static let stepLimit: UInt32 = 20_000
  /// Bytes of a text that is not worth the automaton or the counting.
  private static let shortLength = 256
  /// KiB of heap for one search.
  static let heapLimit: UInt32 = 16_384
  /// What all counted searches of a reading may cost, in units of `stepCost` a step: some tenths of a second.
  static let workLimit = 512 << 20
  static let stepCost = 64
  /// Of a byte that is passed over.
  private static let byteCost = 4

  private let context: OpaquePointer?
  private let counting: OpaquePointer?
  private let data: OpaquePointer?
  private var work = PatternMatcher.workLimit

  public init() {
    context = pcre2_match_context_create_8(nil)
    counting = pcre2_match_context_create_8(nil)
    data = pcre2_match_data_create_8(1, nil)
    pcre2_set_match_limit_8(context, Self.stepLimit)
    pcre2_set_heap_limit_8(context, Self.heapLimit)
    pcre2_set_match_limit_8(counting, .max)
    pcre2_set_heap_limit_8(counting, Self.heapLimit)
  }

  deinit {
    pcre2_match_data_free_8(data)
    pcre2_match_context_free_8(context)
    pcre2_match_context_free_8(counting)
  }

  /// Whether the pattern matches somewhere in valid UTF-8; nil when it was given up, which a pattern without look-around,
  /// back references and the like never is.
  public func matches(_ pattern: Pattern, _ subject: UnsafeBufferPointer<UInt8>) -> Bool? {
    if let answer = pattern.quickAnswer(subject) { return answer }
    let isLong = subject.count > Self.shortLength
    if isLong, let answer = pattern.automatonAnswer(subject) { return answer }
    guard let code = pattern.code else { return pattern.matchesByBacktracking(subject, &work) }
    if isLong { return countedAnswer(pattern, subject) }
    guard let data, let context else { return nil }
    var nothing: UInt8 = 0
    let result = withUnsafePointer(to: &nothing) { empty in
      pcre2_match_8(
        code, subject.baseAddress ?? empty, subject.count, 0, PCRE2_NO_UTF_CHECK, data, context)
    }
    if result >= 0 { return true }
    if result == PCRE2_ERROR_NOMATCH { return false }
    if let answer = pattern.automatonAnswer(subject) { return answer }
    work -= Int(Self.stepLimit) * Self.stepCost
    return countedAnswer(pattern, subject)
  }

  /// The work of one search, as the callout sees it.
  private struct Meter {
    var left: Int
    var place = 0
    let costs: StepCosts
    let perStep: Int
    let perByte: Int
  }

  @inline(never)
  private func countedAnswer(_ pattern: Pattern, _ subject: UnsafeBufferPointer<UInt8>) -> Bool? {
    guard work > 0, let code = pattern.countedCode, let data, let counting else { return nil }
    let costs = pattern.translated?.costs ?? StepCosts()
    let weight = 1 + costs.largestClass / 8
    let reach = costs.longestStep > 32 ? min(costs.longestStep, subject.count) * Self.byteCost : 0
    var meter = Meter(
      left: work, costs: costs, perStep: Self.stepCost + (reach + costs.largestClass) * weight,
      perByte: Self.byteCost * weight)
    var nothing: UInt8 = 0
    let result = withUnsafeMutablePointer(to: &meter) { meter in
      pcre2_set_callout_8(counting, Self.count, meter)
      return withUnsafePointer(to: &nothing) { empty in
        pcre2_match_8(
          code, subject.baseAddress ?? empty, subject.count, 0, PCRE2_NO_UTF_CHECK, data, counting)
      }
    }
    work = meter.left
    if result >= 0 { return true }
    return result == PCRE2_ERROR_NOMATCH ? false : nil
  }

  /// Called before each item of a pattern: charges the step, and the bytes passed over since the last one.
  private static let count:
    @convention(c) (UnsafeMutablePointer<pcre2_callout_block_8>?, UnsafeMutableRawPointer?) -> Int32 = {
      block, data in
      guard let block, let meter = data?.assumingMemoryBound(to: Meter.self) else {
        return PCRE2_ERROR_CALLOUT
      }
      let place = block.pointee.current_position
      var cost = meter.pointee.perStep
      if place > meter.pointee.place { cost += (place - meter.pointee.place) * meter.pointee.perByte }
      meter.pointee.place = place
      if meter.pointee.costs.hasReferences, let groups = block.pointee.offset_vector {
        // A back reference compares what a group holds, at most.
        for group in 1..<max(1, Int(block.pointee.capture_top)) {
          let (start, end) = (groups[2 * group], groups[2 * group + 1])
          cost += 1
          if end > start, end <= block.pointee.subject_length { cost += end - start }
        }
      }
      meter.pointee.left -= cost
      return meter.pointee.left > 0 ? 0 : PCRE2_ERROR_CALLOUT
    }
}
