/// One thing that is wrong with a document or schema: a value, not a thrown error, since there may be several.
public struct Finding: Sendable, Hashable {
  /// Stable, such as `schema/required` or `document/duplicate-key`.
  public var code: String
  /// A sentence without the place: `mediaConsumption must be an array of strings, found a string`.
  public var message: String
  public var location: SourceLocation
  /// Where the schema says so: `schemas/persona.json#/properties/name/minLength`.
  public var keywordLocation: String?
  /// The way of the validation there, from the root of the schema and through its `$ref`s, as an RFC 6901 pointer:
  /// `/properties/owner/$ref/properties/name/minLength` (JSON Schema 2020-12 core §12.3.1).
  public var evaluationPath: String?
  /// The keyword's full URI, where its schema has an absolute `$id`: `https://example.com/user#/properties/name/type`.
  public var absoluteKeywordLocation: String?
  /// The references that `evaluationPath` goes through, the first one first.
  public var references: [Reference] = []
  public var expected: String?
  public var found: String?
  public var hint: String?
  /// Whether it is worth a look, and nothing is wrong.
  public var isWarning = false

  /// A `$ref` on the way to a keyword.
  public struct Reference: Sendable, Hashable {
    /// The part of `evaluationPath` up to it.
    public var path: String
    /// Where it stands: its full URI where that is known, else as `keywordLocation` is written.
    public var location: String

    public init(path: String, location: String) {
      self.path = path
      self.location = location
    }
  }

  public init(
    code: String, message: String, location: SourceLocation, keywordLocation: String? = nil,
    evaluationPath: String? = nil, expected: String? = nil, found: String? = nil, hint: String? = nil
  ) {
    self.code = code
    self.message = message
    self.location = location
    self.keywordLocation = keywordLocation
    self.evaluationPath = evaluationPath
    self.expected = expected
    self.found = found
    self.hint = hint
  }
}
