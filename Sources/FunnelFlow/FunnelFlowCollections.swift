public import FirestoreModel

/// Where Funnel Flow keeps its documents: the collections and documents that `schemas/` governs.
///
/// The one place in code that spells their names. Ids are checked as Firestore checks ids; whether an id fits its
/// schema (a uuid, an automatic id) is the schema's business.
public enum FunnelFlowCollections {
  /// `users`: accounts, by the uid of Firebase Authentication.
  public static let users = collection("users")
  /// `subscriptions`: plans and limits, by the user's id.
  public static let subscriptions = collection("subscriptions")
  /// `analytics`: usage events, for administrators.
  public static let usageEvents = collection("analytics")
  /// `personaTemplates`: personas that every user may start from.
  public static let personaTemplates = collection("personaTemplates")
  /// `system/configuration`: settings of the running application.
  public static let configuration = document("system/configuration")
  /// `system/featureFlags`: which features are on, and for whom.
  public static let featureFlags = document("system/featureFlags")
  /// `system/schemaVersion`: which shape the documents have.
  public static let schemaVersion = document("system/schemaVersion")

  /// The document patterns of all types, as the schemas' `x-funnel.collection` says them, sorted.
  public static let patterns = [
    "analytics/{eventId}",
    "personaTemplates/{templateId}",
    "subscriptions/{userId}",
    "system/configuration",
    "system/featureFlags",
    "system/schemaVersion",
    "users/{userId}",
    "users/{userId}/analyses/{analysisId}",
    "users/{userId}/apiKeys/{keyId}",
    "users/{userId}/personas/{personaId}",
  ]

  /// `users/{userId}`.
  public static func user(_ userID: String) throws(ModelError) -> DocumentPath {
    try users.document(userID)
  }

  /// `users/{userId}/personas`.
  public static func personas(of userID: String) throws(ModelError) -> CollectionPath {
    try user(userID).collection("personas")
  }

  /// `users/{userId}/analyses`.
  public static func analyses(of userID: String) throws(ModelError) -> CollectionPath {
    try user(userID).collection("analyses")
  }

  /// `users/{userId}/apiKeys`.
  public static func apiKeys(of userID: String) throws(ModelError) -> CollectionPath {
    try user(userID).collection("apiKeys")
  }

  /// `subscriptions/{userId}`.
  public static func subscription(of userID: String) throws(ModelError) -> DocumentPath {
    try subscriptions.document(userID)
  }

  private static func collection(_ text: String) -> CollectionPath {
    do { return try CollectionPath(text) } catch { preconditionFailure("\(text) is no collection's path") }
  }

  private static func document(_ text: String) -> DocumentPath {
    do { return try DocumentPath(text) } catch { preconditionFailure("\(text) is no document's path") }
  }
}
