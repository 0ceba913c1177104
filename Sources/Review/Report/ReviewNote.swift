package import Diagnostics
package import FirestoreModel

/// Something that a reviewer should know of, in a sentence.
package struct ReviewNote: Sendable {
  /// A part of the sentence. All texts are raw: whoever prints it makes it safe for its medium.
  package enum Word: Sendable, Equatable, ExpressibleByStringLiteral {
    case text(String)
    /// A name, shown in a font of fixed width.
    case code(String)

    package init(stringLiteral text: String) { self = .text(text) }
  }

  /// `review/emptied-list`, or the code of what is wrong with a document.
  package var code: String
  /// `.warn` or `.fail`.
  package var level: ReviewLevel
  /// The document that it is about; nil where it is about another file, or several.
  package var document: DocumentPath?
  package var words: [Word]
  /// Where: file, line and column as the reviewed side has them.
  package var location: SourceLocation
  /// What is wrong with the document, where that is what the note says.
  package var findings: [Finding]
  package var hint: String?

  package init(
    _ code: String, _ level: ReviewLevel, about document: DocumentPath? = nil, _ words: [Word],
    at location: SourceLocation, findings: [Finding] = [], hint: String? = nil
  ) {
    self.code = code
    self.level = level
    self.document = document
    self.words = words
    self.location = location
    self.findings = findings
    self.hint = hint
  }

  /// The sentence without marks.
  package var sentence: String {
    words.map { word in
      switch word {
      case .text(let text), .code(let text): text
      }
    }.joined()
  }
}
