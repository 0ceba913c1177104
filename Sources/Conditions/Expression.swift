internal import ECMARegex
internal import FirestoreModel

/// A condition as read. Its depth is bounded by the parser, so that walking it may recurse.
indirect enum Expression: Sendable {
  case literal(Value)
  /// What the caller knows by that name.
  case name(String)
  case member(Expression, String)
  case index(Expression, Expression)
  case list([Expression])
  case map([(key: String, value: Expression)])
  case not(Expression)
  case negated(Expression)
  case all([Expression])
  case any([Expression])
  case comparison(Comparison, Expression, Expression)
  case arithmetic(Arithmetic, Expression, Expression)
  case isIn(Expression, Expression)
  case isType(Expression, ValueType)
  case choice(Expression, Expression, Expression)
  case exists(Expression)
  case matches(Expression, Pattern)
  case call(Method, Expression, [Expression])

  /// Whether it names a place that may be absent: what `exists` can ask about.
  var isPath: Bool {
    switch self {
    case .name, .member, .index: true
    default: false
    }
  }

  /// What it gives as far as can be told without values: nil when that depends on them.
  var kind: String? {
    switch self {
    case .literal(let value): value.typeName
    case .list: "list"
    case .map: "map"
    case .not, .all, .any, .comparison, .isIn, .isType, .exists, .matches: "boolean"
    case .negated: "number"
    case .arithmetic(let operation, _, _): operation == .add ? nil : "number"
    case .choice(_, let first, let second): first.kind == second.kind ? first.kind : nil
    case .call(let method, _, _): method.result
    case .name, .member, .index: nil
    }
  }
}

enum Comparison: Sendable { case equal, unequal, less, lessOrEqual, greater, greaterOrEqual }

enum Arithmetic: Sendable { case add, subtract, multiply, divide, remainder }

/// What `is` asks for, in the rules' words and Firestore's own.
enum ValueType: Sendable, CaseIterable {
  case boolean, integer, double, number, string, list, map, timestamp, bytes, geoPoint, reference, vector,
    null

  static let words: [(word: String, type: ValueType)] = [
    ("bool", .boolean), ("boolean", .boolean), ("int", .integer), ("integer", .integer), ("float", .double),
    ("double", .double), ("number", .number), ("string", .string), ("list", .list), ("array", .list),
    ("map", .map), ("timestamp", .timestamp), ("bytes", .bytes), ("latlng", .geoPoint),
    ("geopoint", .geoPoint), ("path", .reference), ("reference", .reference), ("vector", .vector),
    ("null", .null),
  ]

  func contains(_ value: Value) -> Bool {
    switch (self, value) {
    case (.boolean, .boolean), (.integer, .integer), (.double, .double), (.string, .string), (.list, .array),
      (.map, .map), (.timestamp, .timestamp), (.bytes, .bytes), (.geoPoint, .geoPoint),
      (.reference, .reference), (.vector, .vector), (.null, .null), (.number, .integer), (.number, .double):
      true
    default: false
    }
  }
}

/// A method of a value, named as the security rules name it.
enum Method: String, Sendable, CaseIterable {
  case size, hasAny, hasAll, hasOnly, lower, upper, trim, keys, values, get
  case year, month, day, hours, minutes, seconds, dayOfWeek, dayOfYear

  /// How many arguments it takes.
  var arguments: Int {
    switch self {
    case .hasAny, .hasAll, .hasOnly: 1
    case .get: 2
    default: 0
    }
  }

  /// The kind of its answer; nil where that depends.
  var result: String? {
    switch self {
    case .hasAny, .hasAll, .hasOnly: "boolean"
    case .lower, .upper, .trim: "string"
    case .keys, .values: "list"
    case .get: nil
    default: "number"
    }
  }
}
