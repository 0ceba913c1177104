internal import ECMARegex
internal import JSON

/// A schema as the runner reads it: a flat list of nodes that name each other by place, and tables beside it.
struct ZodProgram: Sendable {
  var root = 0
  var nodes: [ZodNode] = []
  var strings: [StringRule] = []
  var numbers: [NumberRule] = []
  var literals: [LiteralRule] = []
  var arrays: [ArrayRule] = []
  var tuples: [TupleRule] = []
  var objects: [ObjectRule] = []
  var records: [RecordRule] = []
  var lists: [[Int]] = []
  var discriminators: [DiscriminatorRule] = []
  var patterns: [PatternRule] = []
}

/// One zod schema. Numbers are places in the program's tables, or of other nodes.
enum ZodNode: Sendable {
  case any, never, null, boolean
  case string(Int)
  case number(Int)
  /// `z.literal` and `z.enum`, which answer alike.
  case literal(Int)
  case array(Int)
  case tuple(Int)
  case object(Int)
  case record(Int)
  /// `z.union` of the nodes of a list.
  case union(Int)
  /// `z.xor` of the nodes of a list.
  case exclusive(Int)
  case discriminated(Int)
  /// `z.intersection` of the nodes of a list, from the left.
  case intersection(Int)
  case nullable(Int)
  /// `.default(…)`: what is absent passes.
  case defaulted(Int)
}

/// A regular expression of the schema.
struct PatternRule: Sendable {
  let pattern: Pattern
  /// As zod prints it: `/^a$/`.
  let shown: String
  /// Runs over UTF-16 units, as patterns without `u` do: see `LegacyPattern`.
  let isLegacy: Bool
}

/// What is counted of strings, arrays and whatever else has a `length`.
enum LengthCheck: Sendable {
  case min(Double), max(Double), exactly(Double)
}

/// A check of a string.
enum StringCheck: Sendable {
  /// A pattern, reported with its origin and text.
  case pattern(format: String, pattern: Int)
  /// A format of the user's, or one that zod makes as such: reported by name alone.
  case named(format: String, pattern: Int)
  /// A format whose verdict is code, reported by name alone.
  case code(CodeFormat)
  case startsWith([UInt8])
  case endsWith([UInt8])
  case includes([UInt8])
  case length(LengthCheck)
}

/// The formats that zod decides by code.
enum CodeFormat: String, Sendable {
  case url, ipv6, cidrv6, base64, base64url, jwt, iban
  case creditCard = "credit_card"
}

struct StringRule: Sendable {
  var checks: [StringCheck] = []
}

/// Which whole numbers.
enum IntegerFormat: String, Sendable {
  case safeint, int32, uint32
}

enum NumberCheck: Sendable {
  case integer(IntegerFormat)
  case min(Double, inclusive: Bool)
  case max(Double, inclusive: Bool)
  case multipleOf(Double)
}

struct NumberRule: Sendable {
  var checks: [NumberCheck] = []
}

/// A constant; equal as `SameValueZero` has it, as a JavaScript `Set` compares.
enum ZodLiteral: Sendable, Hashable {
  case null
  case bool(Bool)
  case number(Double)
  case string([UInt8])
}

struct LiteralRule: Sendable {
  let values: [ZodLiteral]
  let table: LiteralTable
  /// What all its issues say, made once: the list may be long.
  let message: String
  let shown: JSONValue

  init(_ values: [ZodLiteral]) {
    self.values = values
    table = LiteralTable(values)
    message = Messages.value(values)
    shown = .array(values.map(Messages.json))
  }
}

struct ArrayRule: Sendable {
  var element: Int
  var checks: [LengthCheck] = []
}

struct TupleRule: Sendable {
  var items: [Int]
  /// Nil when nothing may follow.
  var rest: Int?
  /// Items that must be there.
  var required: Int
}

struct ObjectRule: Sendable {
  struct Property: Sendable {
    let name: [UInt8]
    let node: Int
    let isRequired: Bool
  }

  /// In the order of JavaScript's keys.
  var properties: [Property] = []
  /// Finds a property by its name.
  var names = NameTable()
  var catchall: Catchall = .strip

  enum Catchall: Sendable {
    /// Unknown keys are accepted.
    case strip
    /// Unknown keys are an issue.
    case strict
    case schema(Int)
  }
}

struct RecordRule: Sendable {
  var key: Int
  var value: Int
  /// The keys, if they are listed.
  var values: [ZodLiteral]?
  /// Their names, to be found at once.
  var names = NameTable()
  /// Listed keys need not be there.
  var isPartial = false
  /// Keys that do not fit pass with any value.
  var isLoose = false
}

struct DiscriminatorRule: Sendable {
  let key: [UInt8]
  /// Each constant with the option that it chooses, in the order of the options.
  let choices: [(value: ZodLiteral, node: Int)]
  let table: LiteralTable
  /// What all its issues say, made once: the list may be long.
  let message: String
  let shown: JSONValue

  init(key: [UInt8], choices: [(value: ZodLiteral, node: Int)]) {
    self.key = key
    self.choices = choices
    let values = choices.map(\.value)
    table = LiteralTable(values)
    message = Messages.discriminator(values)
    shown = .array(values.map(Messages.json))
  }
}
