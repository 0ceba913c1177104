public import FirestoreModel

/// A question about values that is true or false, in the spelling of Firestore's security rules:
/// `subscription.planType in ["pro", "enterprise"] && !exists(deletedAt)`.
///
/// What it knows: field names (odd ones in backticks), `null`, `true`, `false`, numbers, strings in either quotes,
/// lists, maps, `timestamp("2026-01-31T09:30:00Z")` (or a date alone), `reference("users/ada")`;
/// `== != < <= > >=`, `in`, `is`, `&& || !`, `? :`,
/// `+ - * / %`; `a.b`, `list[0]`, `map["key"]`; `exists(field)`; methods such as `.size()` and `.matches("…")`.
///
/// How it answers:
/// - Values are compared as Firestore's queries compare them: numbers exactly, whether integer or double; strings by
///   UTF-8 bytes. Values of different types are unequal and neither is less.
/// - A field that is not there makes every comparison with it false, `!=` too (as Firestore's `!=` leaves out
///   documents without the field); `exists` tells. So does what has no value: a division by zero, an index outside.
/// - `&&` and `||` decide by one side when that is enough, whatever the other is.
///
/// Nothing in evaluating throws or runs on: the text's length and depth are bounded when it is read, and the steps of
/// an evaluation too, beyond which the answer is false.
public struct Condition: Sendable {
  /// As it was written.
  public let text: String
  /// The names at the beginning of its paths, each once, in order of appearance.
  public let names: [String]
  let expression: Expression

  /// Longer texts are refused.
  static let longestText = 16 << 10

  /// Reads a condition.
  ///
  /// - Parameter known: the names that there are; nil when any may be one, as in a document.
  /// - Throws: `condition/…` with the place in the text.
  public init(parsing text: String, names known: [String]? = nil) throws(ConditionError) {
    var parser = try Parser(Array(text.utf8), known: known)
    expression = try parser.condition()
    self.text = text
    names = parser.names
  }

  /// Whether it holds, where `value` gives what a name stands for, or nil for what is not there.
  ///
  /// Asks only for the names that it needs. Costs by its own length and the sizes of the lists that it compares.
  public func holds(_ value: (String) -> Value?) -> Bool {
    var evaluation = Evaluation()
    return evaluation.truth(expression, value) == true
  }

  /// Whether it holds for a document, whose own fields are the names.
  public func holds(for fields: Fields) -> Bool { holds { fields[$0] } }
}
