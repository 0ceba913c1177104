internal import ArgumentParser
internal import Diagnostics
internal import JSON
internal import Pages
internal import Platform
internal import Reports
internal import Review
internal import Store

struct ReviewCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "review",
    abstract: "Tell what a reviewer should know of a branch or pull request, and whether it may be merged.",
    discussion: """
      funnel review main..topic        what topic changes since it parted from main, as a pull request has it
      funnel review topic              the same, against its upstream branch, else the main branch
      funnel review                    the same for HEAD
      Judged is what the merge would make, not the two sides. funnel.json's review says what is looked for.
      The exit code is 1 when something fails: an invalid document, a conflict, a check at the level "fail".
      """)

  @Argument(help: ArgumentHelp("The two revisions, or the one to review.", valueName: "base..head"))
  var range: String?

  @Flag(name: .long, help: "Print Markdown for a pull request's comment, within GitHub's limit.")
  var markdown = false

  @Flag(name: .long, help: "Print a page for a browser, in one file.")
  var html = false

  @Option(name: .long, help: "Print findings with their places: text, sarif, github, gitlab, junit, tap.")
  var format: ReportFormat?

  @Option(
    name: .long,
    help: ArgumentHelp("Where the whole review is, for a comment that cannot hold it.", valueName: "url"))
  var link: String?

  @Flag(name: .long, help: "Let warnings fail too.")
  var strict = false

  @Flag(name: .long, help: "Do not count the documents that refer to changed ones.")
  var noUses = false

  @OptionGroup var output: OutputOptions

  func validate() throws {
    let forms = [markdown, html, format != nil, output.json].count { $0 }
    if forms > 1 {
      throw ValidationError("--markdown, --html, --format and --json are one form each: choose one")
    }
    if let format, ![.text, .json, .sarif, .github, .gitlab, .junit, .tap].contains(format) {
      throw ValidationError(
        "review has no form \(format.rawValue): text, json, sarif, github, gitlab, junit, tap")
    }
    if let link, !link.hasPrefix("https://"), !link.hasPrefix("http://") {
      throw ValidationError("--link takes an address that begins with https://")
    }
  }

  func run() throws {
    let store = try Store()
    var options = ReviewOptions(now: Environment.microsecondsNow)
    options.countsUses = !noUses
    let line = ProgressHolder()
    let reviewer = Reviewer(store, options: options) { line.progress.show($0, $1, $2) }
    let report = try reviewer.review(ReviewRange(range, in: store))
    line.progress.clear()
    try show(report, store)
    let code = report.exitCode(strictly: strict)
    if code != 0 { throw CommandExit(code: code) }
  }

  private func show(_ report: ReviewReport, _ store: Store) throws {
    if output.json || format == .json {
      return Output.json(ReviewJSON.value(report, strictly: strict))
    }
    if markdown { return Output.bytes(ReviewMarkdown(report, link: link).bytes()) }
    if html { return Output.bytes(ReviewPage.page(report, strictly: strict).bytes()) }
    guard let format, format != .text else {
      for line in ReviewText(report: report, isStrict: strict).lines() { Output.line(line) }
      return
    }
    var printer = ReportPrinter(
      format, command: "funnel review", prefix: store.root.components.map { $0 + "/" }.joined(), limit: nil)
    let items = ReviewFindings.items(
      report, strictly: strict, includingWarnings: [.sarif, .github, .gitlab].contains(format))
    for item in items { printer.add(item.name, item.findings, item.sources) }
    printer.finish()
  }
}

/// Lets a closure draw on one line.
private final class ProgressHolder {
  var progress = ProgressLine(delay: 500_000)
}
