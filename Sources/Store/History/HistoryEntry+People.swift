public import FirestoreModel
internal import Git

extension HistoryEntry {
  /// Who acted, by the commit's own trailer; nil where it names nobody but the author, or only claims to.
  ///
  /// `cli` is no person: who sat at the keyboard is the author. In a commit of several transactions each document has an
  /// actor of its own (docs/format.md: `Funnel-Txn`).
  public func actor(of path: DocumentPath?) -> String? { claims.isFirsthand ? namedActor(of: path) : nil }

  /// The actor that trailers name which were written with another commit: a rebase, a cherry-pick or a forgery made them
  /// this one's.
  public func claimedActor(of path: DocumentPath?) -> String? {
    claims.isFirsthand ? nil : namedActor(of: path)
  }

  /// The door by which the change came, where the commit's own trailer says so.
  public var door: String? { claims.isFirsthand ? claims.trailers["Funnel-Via"] : nil }

  private func namedActor(of path: DocumentPath?) -> String? {
    if let path {
      for line in claims.trailers.all("Funnel-Txn") {
        var actor: Substring?
        var documents: Substring = ""
        for part in line.split(separator: " ") {
          if part.hasPrefix("actor=") { actor = part.dropFirst(6) }
          if part.hasPrefix("docs=") { documents = part.dropFirst(5) }
        }
        if let actor, TrailerText.paths(String(documents)).contains(path) {
          return Self.person(String(actor))
        }
      }
    }
    return claims.trailers["Funnel-Actor"].flatMap(Self.person)
  }

  private static func person(_ actor: String) -> String? { actor == "cli" || actor.isEmpty ? nil : actor }
}
