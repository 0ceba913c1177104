public import FirestoreModel
public import JSON

/// Firestore's own JSON (google.firestore.v1 in the JSON mapping of Protocol Buffers): read strictly, printed as its
/// REST API does.
///
/// Where the mapping leaves a choice, the answers recorded from Google's emulator decide; what only the emulator's lax
/// JSON reader takes (`5` for a string, `"true"`, `+5`, `007`, 30 February) is refused. A key stands in camelCase or
/// in snake_case, null means absent, of equal keys the last counts, an unknown key is an error.
public enum WireFormat {
  /// What a commit asks for (google.firestore.v1: CommitRequest).
  public struct CommitRequest: Sendable, Equatable {
    public var writes: [Write]
    /// The database that the documents' names give; nil when all names are bare paths. Its references are this
    /// database's own, and stand in the values without it.
    public var database: DatabaseName?

    public init(writes: [Write], database: DatabaseName? = nil) {
      self.writes = writes
      self.database = database
    }
  }

  /// Nesting of JSON that is read: a value of 20 levels takes 60 and some more.
  static let maximumDepth = 200

  /// Reads one request from its JSON text.
  ///
  /// - Throws: `json/…` when it does not parse, else `wire/…` or what the model refuses; always INVALID_ARGUMENT.
  public static func commitRequest(line: [UInt8]) throws(ModelError) -> CommitRequest {
    try commitRequest(parse(line))
  }

  /// Reads one request. For texts whose parse is the caller's; `duplicateKeys: .lastWins` is what Firestore does.
  public static func commitRequest(_ text: JSONText) throws(ModelError) -> CommitRequest {
    do throws(WireFault) {
      var reader = CommitReader()
      return try reader.request(text.root)
    } catch {
      throw error.explained
    }
  }

  /// Reads a value.
  ///
  /// - Parameter database: the one whose references are the value's own; nil: those that name no database.
  public static func value(_ node: JSONNode, database: DatabaseName? = nil) throws(ModelError) -> Value {
    do throws(WireFault) {
      return try ValueReader(database: database).value(node)
    } catch {
      throw error.explained
    }
  }

  /// Reads the object of a document's or map's fields.
  public static func fields(_ node: JSONNode, database: DatabaseName? = nil) throws(ModelError) -> Fields {
    do throws(WireFault) {
      return try ValueReader(database: database).fields(node)
    } catch {
      throw error.explained
    }
  }

  private static func parse(_ line: [UInt8]) throws(ModelError) -> JSONText {
    do throws(JSONError) {
      return try JSONText(
        parsing: line, options: JSONOptions(maximumDepth: maximumDepth, duplicateKeys: .lastWins))
    } catch {
      throw ModelError(
        code: error.code, message: "Invalid JSON payload received. \(error.message)", hint: error.hint,
        location: error.location)
    }
  }
}
