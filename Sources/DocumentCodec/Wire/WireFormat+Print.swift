public import Diagnostics
public import FirestoreModel
public import JSON

extension WireFormat {
  /// A value as Firestore's REST API prints it.
  ///
  /// - Parameter database: names this database in references of its own; nil leaves them as bare paths.
  public static func json(_ value: Value, database: DatabaseName? = nil) -> JSONValue {
    switch value {
    case .null: ["nullValue": .null]
    case .boolean(let boolean): ["booleanValue": .bool(boolean)]
    case .integer(let integer): ["integerValue": .string(String(integer))]
    case .double(let double): ["doubleValue": .double(double)]
    case .timestamp(let time): ["timestampValue": json(time)]
    case .string(let string): ["stringValue": .string(string)]
    case .bytes(let bytes): ["bytesValue": .string(String(decoding: Base64.encode(bytes), as: UTF8.self))]
    case .reference(let reference): ["referenceValue": .string(name(reference, database: database))]
    case .geoPoint(let point):
      ["geoPointValue": ["latitude": .double(point.latitude), "longitude": .double(point.longitude)]]
    case .array(let elements):
      [
        "arrayValue": elements.isEmpty
          ? [:] : ["values": .array(elements.map { json($0, database: database) })]
      ]
    case .vector(let numbers):
      [
        "mapValue": [
          "fields": [
            "__type__": ["stringValue": "__vector__"],
            "value": ["arrayValue": ["values": .array(numbers.map { ["doubleValue": .double($0)] })]],
          ]
        ]
      ]
    case .map(let fields): ["mapValue": fields.isEmpty ? [:] : ["fields": json(fields, database: database)]]
    }
  }

  /// The object of a document's or map's fields, in key order.
  public static func json(_ fields: Fields, database: DatabaseName? = nil) -> JSONValue {
    .object(fields.map { ($0.key, json($0.value, database: database)) })
  }

  /// RFC 3339 in UTC.
  public static func json(_ time: Timestamp) -> JSONValue { .string(time.description) }

  /// google.firestore.v1.WriteResult; what is empty is left out.
  public static func json(_ result: WriteResult, database: DatabaseName? = nil) -> JSONValue {
    var members: [(String, JSONValue)] = []
    if let time = result.updateTime { members.append(("updateTime", json(time))) }
    if !result.transformResults.isEmpty {
      members.append(
        ("transformResults", .array(result.transformResults.map { json($0, database: database) })))
    }
    return .object(members)
  }

  /// google.firestore.v1.CommitResponse.
  ///
  /// - Parameter commitTime: nil for a request without writes (recorded: the answer then is empty).
  public static func commitResponse(
    _ results: [WriteResult], commitTime: Timestamp?, database: DatabaseName? = nil
  ) -> JSONValue {
    var members: [(String, JSONValue)] = []
    if !results.isEmpty {
      members.append(("writeResults", .array(results.map { json($0, database: database) })))
    }
    if let commitTime, !results.isEmpty { members.append(("commitTime", json(commitTime))) }
    return .object(members)
  }

  /// The error as Google's REST APIs answer it: `{"error": {"code": 400, "message": …, "status": …}}`.
  public static func errorObject(_ error: any Explained) -> JSONValue {
    let status = (error as? ModelError)?.status ?? status(of: error.kind)
    return [
      "error": [
        "code": .int(Int64(status.httpCode)), "message": .string(message(of: error)),
        "status": .string(status.rawValue),
      ]
    ]
  }

  /// The status of an error that is not the model's.
  static func status(of kind: FaultKind) -> ModelError.Status {
    switch kind {
    case .usage, .refused: .invalidArgument
    case .negative, .configuration: .failedPrecondition
    case .missing: .notFound
    case .denied: .permissionDenied
    case .retry, .interrupted: .aborted
    case .io: .unavailable
    case .bug: .internal
    }
  }

  /// Findings are told one a line, each with its place.
  private static func message(of error: any Explained) -> String {
    guard !error.findings.isEmpty else { return error.message }
    return
      ([error.message]
      + error.findings.map { finding in
        finding.location.pointer.map { "\($0): \(finding.message)" } ?? finding.message
      }).joined(separator: "\n")
  }

  private static func name(_ reference: Reference, database: DatabaseName?) -> String {
    guard let database = reference.database ?? database else { return reference.path.description }
    return "\(database)/documents/\(reference.path)"
  }
}
