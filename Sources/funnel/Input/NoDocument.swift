internal import Diagnostics
internal import FirestoreModel

/// The answer to `get` is "no".
struct NoDocument: Explained {
  let path: DocumentPath
  let moment: String?

  init(_ path: DocumentPath, at moment: String?) {
    self.path = path
    self.moment = moment
  }

  var code: String { "document/absent" }
  var message: String {
    "there is no document \(Output.safe(path.description))" + (moment.map { " at \($0)" } ?? "")
  }
  var hint: String? { "funnel list \(Output.safe(path.collection.description)) shows its neighbours" }
  var kind: FaultKind { .negative }
}
