internal import ChangePages
internal import Changes
internal import Pages
internal import Store

/// A comparison as a page and as Markdown.
enum DiffPages {
  static func html(_ views: [DeltaView], _ files: [FileDelta], title: String) -> [UInt8] {
    var options = RowOptions()
    options.valueWidth = 1_000
    options.context = nil
    var body: [HTML] = [
      .of("h1", [:], .text(title)), .of("p", ["class": "soft"], .text(count(views, files))),
    ]
    for (rename, count, single) in DeltaText.grouped(views) {
      guard let view = single.first else {
        body.append(.of("h2", [:], .text(rename)))
        body.append(.of("p", [:], .text("\(count) documents moved, none of them changed")))
        continue
      }
      body.append(.of("h2", [:], .text(view.title ?? view.name)))
      let path = (view.from.map { $0 + " → " } ?? "") + view.name
      let word = view.word.isEmpty ? "" : " · " + view.word
      body.append(.of("p", ["class": "soft"], .of("code", [:], .text(path)), .text(word)))
      for problem in view.problems { body.append(.of("p", ["class": "note"], .text(problem))) }
      let rows = view.rows(options)
      if !rows.isEmpty { body.append(.of("div", ["class": "wide"], ChangeTable.html(rows))) }
    }
    if !files.isEmpty {
      body.append(.of("h2", [:], .text("Files that are no documents")))
      for file in files { body.append(.of("p", ["class": "note"], .text(sentence(file)))) }
    }
    return Page(
      title: title, style: "table.changes td{width:40%}table.changes td:first-child{width:20%}", body: body
    )
    .bytes()
  }

  static func markdown(_ views: [DeltaView], _ files: [FileDelta]) -> [UInt8] {
    var options = RowOptions()
    options.valueWidth = 300
    options.context = 120
    var blocks: [MarkdownBlock] = [.paragraph(.text(count(views, files)))]
    for (rename, count, single) in DeltaText.grouped(views) {
      guard let view = single.first else {
        blocks.append(
          .paragraph(.group([.code(rename), .text(" · \(count) documents moved, none of them changed")])))
        continue
      }
      let path = (view.from.map { $0 + " → " } ?? "") + view.name
      let word = view.word.isEmpty ? Markdown.none : .text(" · " + view.word)
      let name = view.title.map { Markdown.group([.strong(.text($0)), " · "]) } ?? .none
      blocks.append(.paragraph(.group([name, .code(path), word])))
      for problem in view.problems { blocks.append(.paragraph(.text("⚠ " + problem))) }
      let rows = view.rows(options)
      if !rows.isEmpty { blocks.append(ChangeTable.markdown(rows)) }
    }
    if !files.isEmpty { blocks.append(.list(files.map { .text(sentence($0)) })) }
    return MarkdownPage.bytes(blocks)
  }

  private static func sentence(_ file: FileDelta) -> String {
    let what =
      file.oldSize == nil ? "was added" : file.newSize == nil ? "was deleted" : "changed"
    return "\(file.name) \(what); \(file.reason.message)"
  }

  private static func count(_ views: [DeltaView], _ files: [FileDelta]) -> String {
    if views.isEmpty, files.isEmpty { return "No differences." }
    func number(_ kind: DocumentDelta.Kind, _ word: String) -> String? {
      let count = views.reduce(0) { $1.kind == kind ? $0 + 1 : $0 }
      return count == 0 ? nil : "\(count) \(word)"
    }
    let parts = [
      number(.modified, "changed"), number(.added, "added"), number(.deleted, "deleted"),
      number(.moved, "moved"),
    ].compactMap(\.self)
    let noun = views.count == 1 ? "document" : "documents"
    return "\(views.count) \(noun)" + (parts.isEmpty ? "" : ": " + parts.joined(separator: ", "))
      + (files.isEmpty ? "" : "; \(files.count) other file\(files.count == 1 ? "" : "s")")
  }
}
