internal import ECMARegex
internal import FirestoreModel

/// One evaluation: what it has spent, and the matcher of patterns once it needs one.
///
/// nil is what is not there, or has no value; see `Condition`.
struct Evaluation {
  /// Of one evaluation: a node is one, and so is each pair of elements that is compared.
  private static let limit = 1_000_000
  private var left = Evaluation.limit
  private var matcher: PatternMatcher?

  /// True, false, or neither.
  mutating func truth(_ expression: Expression, _ names: (String) -> Value?) -> Bool? {
    guard case .boolean(let answer)? = value(expression, names) else { return nil }
    return answer
  }

  mutating func value(_ expression: Expression, _ names: (String) -> Value?) -> Value? {
    guard spend(1) else { return nil }
    switch expression {
    case .literal(let value): return value
    case .name(let name): return names(name)
    case .member(let whole, let name):
      guard case .map(let fields)? = value(whole, names) else { return nil }
      return fields[name]
    case .index(let whole, let place):
      guard let whole = value(whole, names), let place = value(place, names) else { return nil }
      return element(of: whole, at: place)
    case .list(let elements):
      var values: [Value] = []
      for element in elements { if let value = value(element, names) { values.append(value) } }
      return .array(values)
    case .map(let entries):
      var fields = Fields()
      for (key, entry) in entries { fields[key] = value(entry, names) }
      return .map(fields)
    case .not(let inner): return truth(inner, names).map { .boolean(!$0) }
    case .negated(let inner):
      switch value(inner, names) {
      case .integer(let number)?:
        let (negative, overflow) = Int64(0).subtractingReportingOverflow(number)
        return overflow ? nil : .integer(negative)
      case .double(let number)?: return .double(-number)
      default: return nil
      }
    case .all(let parts): return decide(parts, by: false, names)
    case .any(let parts): return decide(parts, by: true, names)
    case .comparison(let comparison, let first, let second):
      guard let first = value(first, names), let second = value(second, names) else { return .boolean(false) }
      return .boolean(comparison.holds(first, second))
    case .arithmetic(let operation, let first, let second):
      guard let first = value(first, names), let second = value(second, names) else { return nil }
      // Joined texts grow: each step costs by what it copies.
      if case (.string(let a), .string(let b)) = (first, second) {
        guard spend(1 + (a.utf8.count + b.utf8.count) / 64) else { return nil }
      }
      return operation.result(first, second)
    case .isIn(let element, let whole):
      guard let element = value(element, names), let whole = value(whole, names) else {
        return .boolean(false)
      }
      return .boolean(contains(whole, element))
    case .isType(let inner, let type):
      return .boolean(value(inner, names).map(type.contains) ?? false)
    case .choice(let condition, let first, let second):
      guard let answer = truth(condition, names) else { return nil }
      return value(answer ? first : second, names)
    case .exists(let path): return .boolean(value(path, names) != nil)
    case .matches(let inner, let pattern):
      guard case .string(let text)? = value(inner, names) else { return nil }
      return matches(text, pattern).map { .boolean($0) }
    case .call(let method, let inner, let arguments):
      guard let receiver = value(inner, names) else { return nil }
      var values: [Value] = []
      for argument in arguments {
        guard let value = value(argument, names) else { return nil }
        values.append(value)
      }
      return call(method, receiver, values)
    }
  }

  /// `&&` is decided by a false part, `||` by a true one, even when others have no value.
  private mutating func decide(_ parts: [Expression], by decisive: Bool, _ names: (String) -> Value?)
    -> Value?
  {
    var isKnown = true
    for part in parts {
      switch truth(part, names) {
      case decisive?: return .boolean(decisive)
      case nil: isKnown = false
      default: continue
      }
    }
    return isKnown ? .boolean(!decisive) : nil
  }

  mutating func spend(_ steps: Int) -> Bool {
    left -= min(steps, left)
    return left > 0
  }

  private func element(of whole: Value, at place: Value) -> Value? {
    switch (whole, place) {
    case (.array(let values), .integer(let index)):
      return values.indices.contains(Int(index)) ? values[Int(index)] : nil
    case (.vector(let numbers), .integer(let index)):
      return numbers.indices.contains(Int(index)) ? .double(numbers[Int(index)]) : nil
    case (.map(let fields), .string(let key)): return fields[key]
    default: return nil
    }
  }

  /// `in`: an element of a list, a number of a vector, a key of a map.
  mutating func contains(_ whole: Value, _ element: Value) -> Bool {
    switch whole {
    case .array(let values): return spend(values.count) && values.contains { $0.isEquivalent(to: element) }
    case .vector(let numbers):
      return spend(numbers.count) && numbers.contains { Value.double($0).isEquivalent(to: element) }
    case .map(let fields):
      guard case .string(let key) = element else { return false }
      return fields[key] != nil
    default: return false
    }
  }

  private mutating func matches(_ text: String, _ pattern: Pattern) -> Bool? {
    let matcher = self.matcher ?? PatternMatcher()
    self.matcher = matcher
    var copy = text
    return copy.withUTF8 { matcher.matches(pattern, $0) }
  }
}

extension Comparison {
  /// Firestore's order, within one type; integers and doubles are one.
  func holds(_ first: Value, _ second: Value) -> Bool {
    let order = Value.compare(first, second)
    switch self {
    case .equal: return order == 0
    case .unequal: return order != 0
    default: break
    }
    guard Comparison.areComparable(first, second) else { return false }
    switch self {
    case .less: return order < 0
    case .lessOrEqual: return order <= 0
    case .greater: return order > 0
    default: return order >= 0
    }
  }

  private static func areComparable(_ first: Value, _ second: Value) -> Bool {
    switch (first, second) {
    case (.integer, .double), (.double, .integer): true
    default: first.typeName == second.typeName
    }
  }
}

extension Arithmetic {
  /// On two integers an integer, as in the security rules; with a double a double; `+` also joins strings. nil for
  /// other types, for a result out of range and a division of integers by zero.
  func result(_ first: Value, _ second: Value) -> Value? {
    switch (first, second) {
    case (.integer(let a), .integer(let b)): return integers(a, b).map { .integer($0) }
    case (.integer(let a), .double(let b)): return .double(doubles(Double(a), b))
    case (.double(let a), .integer(let b)): return .double(doubles(a, Double(b)))
    case (.double(let a), .double(let b)): return .double(doubles(a, b))
    case (.string(let a), .string(let b)): return self == .add ? .string(a + b) : nil
    default: return nil
    }
  }

  private func integers(_ a: Int64, _ b: Int64) -> Int64? {
    let (result, overflow) =
      switch self {
      case .add: a.addingReportingOverflow(b)
      case .subtract: a.subtractingReportingOverflow(b)
      case .multiply: a.multipliedReportingOverflow(by: b)
      case .divide: a.dividedReportingOverflow(by: b)
      case .remainder: a.remainderReportingOverflow(dividingBy: b)
      }
    return overflow ? nil : result
  }

  private func doubles(_ a: Double, _ b: Double) -> Double {
    switch self {
    case .add: a + b
    case .subtract: a - b
    case .multiply: a * b
    case .divide: a / b
    case .remainder: a.truncatingRemainder(dividingBy: b)
    }
  }
}
