internal import ChangePages
internal import Changes
internal import Diagnostics
internal import FirestoreModel
internal import Pages
internal import SchemaTools

/// A review as a comment of a pull request: within what a host takes, whatever there is to say.
///
/// What fails stands first, then documents while there is room; those without are named in a list that folds. Blocks
/// are whole or left out: no table and no code is ever cut.
package struct ReviewMarkdown {
  private let report: ReviewReport
  private let link: String?
  private let limit: Int

  /// - Parameters:
  ///   - link: where the whole review is, `https://…`: named where not all has room.
  ///   - limit: bytes; nil for GitHub's.
  package init(_ report: ReviewReport, link: String? = nil, limit: Int? = nil) {
    self.report = report
    self.link = link
    self.limit = limit ?? MarkdownPage.largestComment
  }

  /// Rows of a document that are shown; a document that came has many.
  private static let mostRows = 40

  /// A reviewer must see what a text says now, not only how it begins.
  private static let options: RowOptions = {
    var options = RowOptions()
    options.valueWidth = 400
    return options
  }()

  package func bytes() -> [UInt8] {
    let head = [
      MarkdownBlock.heading(level: 3, .text(ReviewWords.cut(ReviewWords.headline(report), to: 300)))
    ]
    // Each part has a share of the room, so that none takes another's.
    let failures = notes(.fail, room: limit / 4)
    let schemas = fitting(report.schemas.map { (block($0), 1) }, room: limit / 8) {
      "and \($0) more schemas changed"
    }
    let moves = fitting(
      report.moves.map { ([.paragraph(.text("Moved: " + ReviewWords.move($0)))], 1) }, room: limit / 16
    ) {
      "and \($0) more moves"
    }
    let warnings = notes(.warn, room: limit / 6)
    let tail = folded(room: limit / 16) + others()
    var end = footer(isWhole: true)
    let fixed = head + failures + schemas + moves + warnings + tail + footer(isWhole: false)
    // Names of those without room get a share too, if there are any.
    var room = limit - size(fixed)
    var documents: [MarkdownBlock] = []
    let blocks = report.documents.map(block)
    let total = blocks.reduce(0) { $0 + size($1) }
    if total <= room {
      documents = blocks.flatMap { $0 }
    } else {
      room -= limit / 8
      var left: [ReviewedDocument] = []
      for (index, block) in blocks.enumerated() {
        let bytes = size(block)
        if bytes <= room {
          documents += block
          room -= bytes
        } else {
          left.append(report.documents[index])
        }
      }
      documents += list(left, room: limit / 8)
      end = footer(isWhole: false)
    }
    return MarkdownPage.bytes(head + failures + schemas + documents + moves + warnings + tail + end)
  }

  private func size(_ blocks: [MarkdownBlock]) -> Int {
    // With the empty line that parts it from what stands before.
    blocks.isEmpty ? 0 : MarkdownPage.bytes(blocks).count + 1
  }

  /// As many as there is room for, and a line that says how many are left out.
  ///
  /// - Parameter items: blocks, and how many things they tell.
  private func fitting(
    _ items: [(blocks: [MarkdownBlock], count: Int)], room: Int, _ rest: (Int) -> String
  ) -> [MarkdownBlock] {
    var result: [MarkdownBlock] = []
    var room = room - 80
    var left = 0
    for (item, count) in items {
      let bytes = size(item)
      if bytes <= room {
        result += item
        room -= bytes
      } else {
        left += count
      }
    }
    if left > 0 { result.append(.paragraph(.text(rest(left)))) }
    return result
  }

  // MARK: Notes

  /// Notes of one sort beyond this number are folded.
  private static let mostAlike = 8

  private func notes(_ level: ReviewLevel, room: Int) -> [MarkdownBlock] {
    var order: [String] = []
    var groups: [String: [ReviewNote]] = [:]
    for note in report.notes where note.level == level {
      let key = note.findings.isEmpty ? note.code : "findings"
      if groups[key] == nil { order.append(key) }
      groups[key, default: []].append(note)
    }
    var items: [(blocks: [MarkdownBlock], count: Int)] = []
    for key in order {
      guard let group = groups[key] else { continue }
      items += group.prefix(Self.mostAlike).map { ([.paragraph(line($0))], 1) }
      let rest = group.dropFirst(Self.mostAlike)
      if rest.isEmpty { continue }
      // Each sort has a share, so that no check is silent since another one says much.
      items.append((folded(rest, room: room / (2 * order.count)), rest.count))
    }
    return fitting(items, room: room) { "and \($0) more notes" }
  }

  private func folded(_ notes: ArraySlice<ReviewNote>, room: Int) -> [MarkdownBlock] {
    var room = room - 120
    var lines: [Markdown] = []
    for note in notes.prefix(100) {
      let line = line(note)
      let bytes = size([.list([line])])
      if bytes > room { break }
      room -= bytes
      lines.append(line)
    }
    let summary = Markdown.text("\(notes.count) more like it")
    if lines.isEmpty { return [.paragraph(.group(["and ", summary]))] }
    if notes.count > lines.count { lines.append(.text("and \(notes.count - lines.count) more")) }
    return [.folded(summary: summary, [.list(lines)])]
  }

  private func line(_ note: ReviewNote) -> Markdown {
    var pieces: [Markdown] = [.text(note.level == .fail ? "❌ " : "⚠ ")]
    for word in note.words {
      switch word {
      case .text(let text): pieces.append(.text(ReviewWords.cut(text, to: 400)))
      case .code(let text): pieces.append(.code(ReviewWords.cut(text, to: 200)))
      }
    }
    if note.level == .fail, let position = note.location.position, let file = note.location.file {
      pieces.append(.text(" — "))
      pieces.append(.code(ReviewWords.cut("\(file):\(position.line)", to: 300)))
    }
    return .group(pieces)
  }

  // MARK: Documents

  private func block(_ document: ReviewedDocument) -> [MarkdownBlock] {
    var title: [Markdown] = [.strong(.text(ReviewWords.cut(document.name)))]
    for remark in ReviewWords.remarks(document, report) {
      title.append(.text(" · " + ReviewWords.cut(remark)))
    }
    for label in document.labels { title.append(.text(" · \(ReviewWords.cut(label)) ⚠")) }
    var blocks: [MarkdownBlock] = [.paragraph(.group(title))]
    if case .unreadable(let reason) = document.fate {
      blocks.append(.paragraph(.text(ReviewWords.cut(reason, to: 400))))
    }
    if document.fate == .removed { return blocks }
    let rows = document.rows(Self.options)
    if rows.isEmpty { return blocks }
    let shown = Array(rows.prefix(Self.mostRows))
    var table = [ChangeTable.markdown(shown)]
    if rows.count > shown.count {
      table.append(.paragraph(.text("and \(rows.count - shown.count) more changes")))
    }
    // A new document is read by its name first.
    if document.fate == .added {
      return blocks + [.folded(summary: .text("\(rows.count) fields"), table)]
    }
    return blocks + table
  }

  private func list(_ documents: [ReviewedDocument], room: Int) -> [MarkdownBlock] {
    var room = room - 200
    var lines: [Markdown] = []
    for document in documents {
      let count = document.rows().count
      let line = Markdown.group([
        .text(ReviewWords.cut(document.name)), .text(" ("),
        .code(ReviewWords.cut(document.path.description, to: 300)),
        .text("): \(count) change\(count == 1 ? "" : "s")"),
      ])
      let bytes = size([.list([line])])
      if bytes > room { break }
      room -= bytes
      lines.append(line)
    }
    if lines.count < documents.count { lines.append(.text("and \(documents.count - lines.count) more")) }
    return [
      .folded(
        summary: .text("\(ReviewWords.documents(documents.count)) more, without room for details"),
        [.list(lines)])
    ]
  }

  // MARK: The rest

  private func block(_ schema: SchemaReview) -> [MarkdownBlock] {
    var title: [Markdown] = [
      .strong(.text(ReviewWords.cut(schema.file))), .text(" · \(schema.changes.direction.rawValue)"),
    ]
    if !schema.broken.isEmpty {
      title.append(.text(" · breaks \(ReviewWords.documents(schema.broken.count))"))
    }
    if schema.changes.isEmpty { return [.paragraph(.group(title))] }
    let shown = schema.changes.prefix(Self.mostRows)
    let rows = shown.map { change -> [Markdown] in
      [
        .text(ReviewWords.cut(change.path.isEmpty ? "the document" : change.path)),
        .text(change.direction.rawValue), .text(ReviewWords.cut(change.text, to: 300)),
      ]
    }
    var blocks: [MarkdownBlock] = [
      .paragraph(.group(title)), .table(head: ["field", "for documents", "change"], rows: rows),
    ]
    if schema.changes.count > shown.count {
      blocks.append(.paragraph(.text("and \(schema.changes.count - shown.count) more changes")))
    }
    return blocks
  }

  private func others() -> [MarkdownBlock] {
    if report.otherFiles.isEmpty { return [] }
    var pieces: [Markdown] = ["Also changed: "]
    for (index, file) in report.otherFiles.enumerated() {
      if index > 0 { pieces.append(", ") }
      pieces.append(.code(file))
    }
    return [.paragraph(.group(pieces))]
  }

  private func folded(room: Int) -> [MarkdownBlock] {
    if report.folded.isEmpty { return [] }
    var room = room - 200
    var lines: [Markdown] = []
    for path in report.folded {
      let line = Markdown.code(ReviewWords.cut(path.description, to: 300))
      let bytes = size([.list([line])])
      if bytes > room { break }
      room -= bytes
      lines.append(line)
    }
    if lines.count < report.folded.count {
      lines.append(.text("and \(report.folded.count - lines.count) more"))
    }
    return [.folded(summary: .text(ReviewWords.folded(report.folded.count)), [.list(lines)])]
  }

  private func footer(isWhole: Bool) -> [MarkdownBlock] {
    if isWhole { return [] }
    var pieces: [Markdown] = ["The whole review: "]
    if let link { pieces += [.link(.text("here"), to: ReviewWords.cut(link, to: 2_000)), ", or "] }
    pieces.append(
      .code(
        ReviewWords.cut("funnel review \(report.range.baseName)..\(report.range.headName)", to: 300)))
    return [.paragraph(.group(pieces))]
  }
}
