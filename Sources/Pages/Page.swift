/// A whole page in one file: no script, no font, no picture from elsewhere.
public struct Page: Sendable {
  public var title: String
  public var body: [HTML]
  /// Besides the shared rules.
  public var style: String

  public init(title: String, style: StaticString = "", body: [HTML]) {
    self.title = title
    self.style = style.description
    self.body = body
  }

  /// The file's bytes. The policy in its head forbids whatever a page of ours does not have.
  public func bytes() -> [UInt8] {
    var output = Array("<!doctype html>\n".utf8)
    let policy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
    output += Array("<html lang=\"en\"><head><meta charset=\"utf-8\">".utf8)
    HTML.group([
      .of("meta", ["http-equiv": "Content-Security-Policy", "content": policy]),
      .of("meta", ["name": "viewport", "content": "width=device-width, initial-scale=1"]),
      .of("meta", ["name": "color-scheme", "content": "light dark"]),
      .of("title", [:], .text(title)),
    ]).write(to: &output)
    output += Array("<style>".utf8) + Array((PageStyle.shared + style).utf8) + Array("</style></head>".utf8)
    HTML.of("body", [:], body).write(to: &output)
    output += Array("</html>\n".utf8)
    return output
  }
}
