import Platform
import Review
import Store
import TestSupport

/// A store whose branches `main` and `topic` are made by plain git.
final class ReviewFixture {
  let sandbox: Sandbox
  let folder: WorkFolder
  let store: WorkFolder

  static let persona = """
    {
      "title": "Persona",
      "x-funnel": { "collection": "users/{userId}/personas/{personaId}" },
      "type": "object",
      "required": ["name"],
      "properties": {
        "name": { "type": "string", "title": "Name" },
        "description": { "type": "string", "minLength": 5, "title": "Description" },
        "kind": { "enum": ["plain", "special"] },
        "isDefault": { "type": "boolean" },
        "challenges": { "type": "array", "title": "Challenges", "x-funnel": { "set": true } },
        "email": { "type": "string", "title": "E-mail", "x-funnel": { "personal": true } },
        "friend": { "type": "string", "x-funnel": { "ref": "users/{userId}/personas" } },
        "seen": { "type": "integer", "x-funnel": { "volatile": true, "counter": true } }
      },
      "unevaluatedProperties": false
    }

    """

  static let analysis = """
    {
      "title": "Analysis",
      "x-funnel": { "collection": "users/{userId}/analyses/{analysisId}" },
      "type": "object",
      "properties": {
        "personas": {
          "type": "array", "items": { "type": "string", "x-funnel": { "ref": "users/{userId}/personas" } }
        },
        "at": {}
      },
      "unevaluatedProperties": false
    }

    """

  static let settings = """
    {
      "format": 1,
      "review": {
        "checks": {
          "default": {
            "label": "default persona", "message": "is a default persona",
            "collection": "users/{userId}/personas/{personaId}", "when": "isDefault == true"
          }
        }
      }
    }

    """

  /// - Parameter below: where in the repository the store lies.
  init(below prefix: String = "") throws {
    sandbox = try Sandbox()
    folder = WorkFolder(sandbox("repository"))
    store = prefix.isEmpty ? folder : WorkFolder(folder.path + "/" + prefix)
    try Files.makeDirectories(store.path)
    try folder.git("init", "-q", "-b", "main")
    try commit([
      "funnel.json": Self.settings, "schemas/persona.json": Self.persona,
      "schemas/analysis.json": Self.analysis,
      "data/users/ada.json": "{\n  \"name\": \"Ada\"\n}\n",
      Self.file("busy"): Self.document("Busy parent", more: "\"challenges\": [\"time\", \"money\"],"),
      Self.file("owl"): Self.document("Night owl", more: "\"isDefault\": true,"),
      "data/users/ada/analyses/a1.json": Self.use("busy", "2026-01-30T09:00:00Z"),
      "data/users/ada/analyses/a2.json": Self.use("busy", "2026-01-12T09:00:00Z"),
      // In the future: a plan, no use.
      "data/users/ada/analyses/a3.json": Self.use("owl", "2030-01-01T00:00:00Z"),
      // Of another user's persona with the same id.
      "data/users/ben/analyses/b1.json": Self.use("busy", "2026-01-31T09:00:00Z"),
    ])
    try folder.git("checkout", "-q", "-b", "topic")
  }

  static func file(_ id: String) -> String { "data/users/ada/personas/\(id).json" }

  static func document(_ name: String, description: String = "Long enough.", more: String = "") -> String {
    "{\n  \"description\": \"\(description)\",\(more.isEmpty ? "" : "\n  " + more)\n  \"name\": \"\(name)\"\n}\n"
  }

  static func use(_ id: String, _ time: String) -> String {
    "{\n  \"at\": { \"$timestamp\": \"\(time)\" },\n  \"personas\": [\n    \"\(id)\"\n  ]\n}\n"
  }

  /// Commits files below the store, on the branch that is checked out; nil removes one.
  func commit(_ files: [String: String?]) throws {
    for (name, text) in files {
      if let text { try store.write(name, text) } else { try store.git("rm", "-q", "-r", name) }
    }
    try folder.git("add", "-A")
    try folder.git("commit", "-q", "--allow-empty", "-m", "Change")
  }

  /// Commits on the other branch, and comes back.
  func commitOnMain(_ files: [String: String?]) throws {
    try folder.git("checkout", "-q", "main")
    try commit(files)
    try folder.git("checkout", "-q", "topic")
  }

  /// 1 February 2026.
  static let now: Int64 = 1_769_904_000_000_000

  func review(_ range: String = "main..topic", countsUses: Bool = true) throws -> ReviewReport {
    let store = try Store(at: store.path)
    var options = ReviewOptions(now: Self.now)
    options.countsUses = countsUses
    return try Reviewer(store, options: options).review(ReviewRange(range, in: store))
  }
}

extension ReviewReport {
  /// The sentences of a level's notes.
  func sentences(_ level: ReviewLevel) -> [String] { notes.filter { $0.level == level }.map(\.sentence) }

  func note(_ code: String) -> ReviewNote? { notes.first { $0.code == code } }
}
