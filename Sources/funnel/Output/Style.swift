internal import Platform

/// Colours, on a terminal only and never with `NO_COLOR`.
struct Style: Sendable {
  let isOn: Bool

  static let output = Style(isOn: Environment.standardOutputIsTerminal && allowsColour)
  static let error = Style(isOn: Environment.standardErrorIsTerminal && allowsColour)

  private static var allowsColour: Bool {
    (Environment["NO_COLOR"] ?? "").isEmpty && Environment["TERM"] != "dumb"
  }

  func bold(_ text: String) -> String { wrap(text, "1") }
  func dim(_ text: String) -> String { wrap(text, "2") }
  func red(_ text: String) -> String { wrap(text, "31") }
  func green(_ text: String) -> String { wrap(text, "32") }
  func yellow(_ text: String) -> String { wrap(text, "33") }

  private func wrap(_ text: String, _ code: String) -> String {
    isOn ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
  }
}
