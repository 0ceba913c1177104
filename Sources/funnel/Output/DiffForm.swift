internal import ArgumentParser
internal import JSON
internal import Platform
internal import Store

/// How a comparison is printed.
struct DiffForm: ParsableArguments {
  @Flag(name: .long, help: "Before and after in columns; so it is on a terminal of 120 columns and more.")
  var sideBySide = false

  @Flag(name: .long, help: "One column, however wide the terminal is.")
  var inline = false

  @Flag(name: .long, help: "A JSON Patch (RFC 6902) for each document.")
  var patch = false

  @Flag(name: .long, help: "A JSON Merge Patch (RFC 7386) for each document.")
  var mergePatch = false

  @Flag(name: .long, help: "Markdown tables, for a pull request.")
  var markdown = false

  @Flag(name: .long, help: "A page in one file.")
  var html = false

  /// Without a parsed command line.
  static var plain: DiffForm {
    var form = DiffForm()
    form.sideBySide = false
    form.inline = false
    form.patch = false
    form.mergePatch = false
    form.markdown = false
    form.html = false
    return form
  }

  func check(json: Bool) throws {
    let given = [patch, mergePatch, markdown, html, json, sideBySide || inline].filter(\.self).count
    if given > 1 || sideBySide && inline {
      throw ValidationError(
        "give one of --side-by-side, --inline, --json, --patch, --merge-patch, --markdown, --html")
    }
  }

  /// Whether documents are needed as a whole, those too that were only moved.
  var needsWholeDocuments: Bool { patch || mergePatch }

  func show(_ found: ComparedDocuments, json: Bool) throws {
    if json { return Output.json(DeltaJSON.comparison(found.views, found.files)) }
    if patch || mergePatch {
      return Output.line(
        try DiffPatches.text(found.views, asMerge: mergePatch, isSingle: found.isSingle))
    }
    if markdown { return Output.bytes(DiffPages.markdown(found.views, found.files)) }
    if html { return Output.bytes(DiffPages.html(found.views, found.files, title: found.title)) }
    let width = Environment.terminalWidth
    let isWide = sideBySide || !inline && Environment.standardOutputIsTerminal && width >= 120
    let crowd = !isWide && found.views.count >= CrowdText.size ? CrowdText(found.views) : nil
    var bytes: [UInt8] = []
    func add(_ line: String) {
      bytes += line.utf8
      bytes.append(0x0A)
      if bytes.count > 60_000 {
        Output.bytes(bytes)
        bytes.removeAll(keepingCapacity: true)
      }
    }
    for (rename, count, single) in DeltaText.grouped(found.views) {
      guard let view = single.first else {
        add(Style.output.bold(Output.safe(rename)) + "  \(count) documents " + Style.output.yellow("moved"))
        continue
      }
      let lines =
        isWide
        ? SideBySide.lines(view, width: width) : crowd?.lines(view) ?? DeltaText.lines(view)
      for line in lines { add(line) }
    }
    for file in found.files { add(DeltaText.line(file)) }
    if !bytes.isEmpty { Output.bytes(bytes) }
  }
}
