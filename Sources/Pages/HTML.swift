/// A piece of an HTML page, or of an SVG picture in it: what is given as text is text, whatever it holds.
///
/// There is no way to put markup in as a string, so that no value of a document can become markup
/// (docs/decisions/0013-own-page-writer.md).
public indirect enum HTML: Sendable {
  case text(String)
  case element(String, attributes: [(name: String, value: String)], children: [HTML])
  case group([HTML])

  /// An element: `.of("td", ["class": "old"], .text(value))`. Attributes are written in the order given.
  public static func of(
    _ name: StaticString, _ attributes: KeyValuePairs<StaticString, String> = [:], _ children: HTML...
  ) -> HTML {
    of(name, attributes, children)
  }

  /// An element with a list of children.
  public static func of(
    _ name: StaticString, _ attributes: KeyValuePairs<StaticString, String> = [:], _ children: [HTML]
  ) -> HTML {
    .element(name.description, attributes: attributes.map { ($0.description, $1) }, children: children)
  }

  /// Nothing at all.
  public static let none = HTML.group([])

  /// The markup, in UTF-8. Elements that HTML calls void, and childless SVG ones, need no end tag.
  public func write(to output: inout [UInt8]) {
    switch self {
    case .text(let text): Self.escape(text, to: &output)
    case .group(let parts): for part in parts { part.write(to: &output) }
    case .element(let name, let attributes, let children):
      output += [0x3C] + Array(name.utf8)
      for attribute in attributes {
        output += [0x20] + Array(attribute.name.utf8) + Array("=\"".utf8)
        Self.escape(attribute.value, to: &output)
        output.append(0x22)
      }
      output.append(0x3E)
      if Self.void.contains(name) { return }
      for child in children { child.write(to: &output) }
      output += Array("</".utf8) + Array(name.utf8) + [0x3E]
    }
  }

  private static let void: Set<String> = ["br", "col", "hr", "img", "input", "link", "meta", "wbr"]

  /// Text as markup shows it. Controls that would be invisible, or turn the writing round, become U+FFFD.
  private static func escape(_ text: String, to output: inout [UInt8]) {
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 0x26: output += Array("&amp;".utf8)
      case 0x3C: output += Array("&lt;".utf8)
      case 0x3E: output += Array("&gt;".utf8)
      case 0x22: output += Array("&quot;".utf8)
      case 0x27: output += Array("&#39;".utf8)
      case 0x09, 0x0A: output.append(UInt8(scalar.value))
      case 0...0x1F, 0x7F...0x9F, 0x061C, 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069:
        output += Array("\u{FFFD}".utf8)
      default: output += Array(String(scalar).utf8)
      }
    }
  }
}
