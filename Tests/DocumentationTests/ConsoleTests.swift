import Testing

/// What the pages show is what the program prints.
struct ConsoleTests {
  @Test("Every console block prints what its page says", arguments: Pages.all)
  func blocks(page: String) throws {
    var lines = try Pages.lines(page)
    for block in ConsoleBlock.all(in: lines).reversed() {
      let outputs = try Pages.runner.run(block)
      #expect(
        outputs.count == block.steps.count,
        "\(page):\(block.lines.lowerBound): the block did not run to its end")
      if Pages.isWriting {
        if outputs.count == block.steps.count {
          lines.replaceSubrange(block.lines, with: block.lines(with: outputs))
        }
        continue
      }
      for (step, output) in zip(block.steps, outputs) where step.output != output {
        Issue.record(
          "\(page):\(step.line): \(step.command[0])\nprints\n\(output.joined(separator: "\n"))\nnot\n\(step.output.joined(separator: "\n"))\n(make docs rewrites the page)"
        )
      }
    }
    if Pages.isWriting { try Pages.write(lines.joined(separator: "\n"), to: page) }
  }

  @Test("Links between pages lead somewhere", arguments: Pages.all)
  func links(page: String) throws {
    for target in Markdown.links(in: try Pages.text(page))
    where !target.contains("://") && !target.hasPrefix("#") {
      let file = target.split(separator: "#", omittingEmptySubsequences: false)[0]
      let folder = page.split(separator: "/").dropLast().joined(separator: "/")
      #expect(Pages.exists(String(file), from: folder), "\(page) links to \(target), which is not there")
    }
  }
}
