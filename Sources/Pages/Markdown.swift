/// A piece of a line of GitHub-flavoured Markdown: what is given as text is text, whatever it holds.
///
/// There is no way to put markup in as a string, so that no value of a document can become markup, a link, a
/// mention (`@ada`) or a reference (`#12`), which would notify people and stand in other threads.
public indirect enum Markdown: Sendable {
  case text(String)
  /// In a font of fixed width.
  case code(String)
  case strong(Markdown)
  case struck(Markdown)
  /// Only to `https:` and `http:`; another target leaves the text alone.
  case link(Markdown, to: String)
  case group([Markdown])
  /// Of the lines of a table's cell.
  case lineBreak

  /// Nothing at all.
  public static let none = Markdown.group([])
}

extension Markdown: ExpressibleByStringLiteral {
  public init(stringLiteral text: String) { self = .text(text) }
}

/// A block of a Markdown page, such as a pull request's comment.
public indirect enum MarkdownBlock: Sendable {
  /// - level: 1 to 6.
  case heading(level: Int, Markdown)
  case paragraph(Markdown)
  case list([Markdown])
  /// A row with fewer cells than the head is filled up, what it has beyond is left out.
  case table(head: [Markdown], rows: [[Markdown]])
  /// Lines of fixed width; `language` for colours, such as `diff`.
  case code(String, language: StaticString)
  /// Shown when the reader opens it.
  case folded(summary: Markdown, [MarkdownBlock])
  case group([MarkdownBlock])
}

/// A page of blocks.
public enum MarkdownPage {
  /// What a comment may hold: GitHub's 65,536 characters (GitLab takes more), less what a workflow puts before it.
  /// Counted in bytes, so that it holds however characters are counted.
  public static let largestComment = 65_000

  /// The page in UTF-8, blocks with an empty line between them and a line end at its end.
  public static func bytes(_ blocks: [MarkdownBlock]) -> [UInt8] {
    var writer = MarkdownWriter()
    writer.blocks(blocks)
    return writer.output
  }

  /// As `bytes`, as a string.
  public static func text(_ blocks: [MarkdownBlock]) -> String {
    String(decoding: bytes(blocks), as: UTF8.self)
  }
}

/// Writes Markdown as CommonMark 0.31 with GitHub's tables and strikethrough reads it.
struct MarkdownWriter {
  private(set) var output: [UInt8] = []
  /// Whether what comes next stands where a block could begin.
  private var isAtStart = true
  /// In lines of HTML, where Markdown is not read.
  private var isInHTML = false

  mutating func blocks(_ blocks: [MarkdownBlock]) {
    for block in blocks { self.block(block) }
  }

  private mutating func block(_ block: MarkdownBlock) {
    if case .group(let inner) = block { return blocks(inner) }
    if !output.isEmpty { put("\n") }
    switch block {
    case .group: break
    case .heading(let level, let text):
      put(String(repeating: "#", count: min(max(level, 1), 6)) + " ")
      line(text, isAtStart: false)
    case .paragraph(let text): line(text, isAtStart: true)
    case .list(let items):
      for item in items {
        put("- ")
        line(item, isAtStart: true)
      }
    case .table(let head, let rows):
      row(head, count: head.count)
      put("|" + String(repeating: " --- |", count: head.count) + "\n")
      for row in rows { self.row(row, count: head.count) }
    case .code(let text, let language): code(text, language.description)
    case .folded(let summary, let inner):
      // A line of HTML: Markdown is read again after the empty line.
      put("<details><summary>")
      isInHTML = true
      inline(summary)
      isInHTML = false
      put("</summary>\n")
      blocks(inner)
      put("\n</details>\n")
    }
  }

  private mutating func line(_ text: Markdown, isAtStart: Bool) {
    self.isAtStart = isAtStart
    inline(text)
    put("\n")
  }

  private mutating func row(_ cells: [Markdown], count: Int) {
    put("|")
    for index in 0..<count {
      put(" ")
      isAtStart = false
      if index < cells.count { inline(cells[index]) }
      put(" |")
    }
    put("\n")
  }

  private mutating func code(_ text: String, _ language: String) {
    var longest = 2
    var run = 0
    for byte in text.utf8 {
      run = byte == 0x60 ? run + 1 : 0
      longest = max(longest, run)
    }
    let fence = String(repeating: "`", count: longest + 1)
    put(fence + language + "\n")
    var last: Unicode.Scalar = "\n"
    for scalar in text.unicodeScalars {
      put(scalar == "\n" || scalar == "\t" ? String(scalar) : MarkdownEscape.visible(scalar))
      last = scalar
    }
    put((last == "\n" ? "" : "\n") + fence + "\n")
  }

  private mutating func inline(_ piece: Markdown) {
    switch piece {
    case .text(let text):
      if text.isEmpty { return }
      MarkdownEscape.write(text, isAtStart: isAtStart, isInHTML: isInHTML, to: &output)
      isAtStart = false
    case .group(let pieces): for piece in pieces { inline(piece) }
    case .lineBreak: put("<br>")
    case .strong(let inner): wrap(inner, "**", "b")
    case .struck(let inner): wrap(inner, "~~", "del")
    case .code(let text):
      if text.isEmpty { return }
      if !isInHTML, text.unicodeScalars.allSatisfy(MarkdownEscape.isPlainInCode),
        text.first != " ", text.last != " "
      {
        put("`\(text)`")
      } else {
        wrap(.text(text), nil, "code")
      }
    case .link(let inner, let target):
      guard target.hasPrefix("https://") || target.hasPrefix("http://") else { return inline(inner) }
      let address = MarkdownEscape.address(target)
      if isInHTML {
        put("<a href=\"\(address)\">")
        inline(inner)
        return put("</a>")
      }
      put("[")
      inline(inner)
      put("](\(address))")
    }
  }

  /// Marks count as such only beside letters (CommonMark §6.2, flanking); elsewhere a tag does the same.
  private mutating func wrap(_ inner: Markdown, _ mark: String?, _ tag: String) {
    if let mark, !isInHTML, MarkdownEscape.isFlankedByLetters(inner) {
      put(mark)
      inline(inner)
      put(mark)
    } else {
      put("<\(tag)>")
      inline(inner)
      put("</\(tag)>")
    }
  }

  private mutating func put(_ text: String) {
    output += text.utf8
    isAtStart = false
  }
}
