/// A fenced `console` block of a page: commands after `$ ` (continued by `> `), each followed by what it prints.
struct ConsoleBlock {
  struct Step {
    /// The lines of the command, without their prompts.
    var command: [String]
    /// The lines that the page says it prints.
    var output: [String] = []
    /// The command's first line in the page, from 1.
    var line: Int
  }

  /// What the block starts from: the word after `console`.
  enum Ground: String {
    /// A fresh clone's folder with the project's own documents, committed.
    case store = ""
    /// An empty folder.
    case empty
  }

  var ground: Ground
  var steps: [Step] = []
  /// The lines of the page between the fences: indices from 0.
  var lines: Range<Int>

  /// All console blocks of a page, in order.
  static func all(in page: [String]) -> [ConsoleBlock] {
    var blocks: [ConsoleBlock] = []
    var current: ConsoleBlock?
    for (index, line) in page.enumerated() {
      if var block = current {
        if line == "```" {
          block.lines = block.lines.lowerBound..<index
          blocks.append(block)
          current = nil
          continue
        }
        block.take(line, number: index + 1)
        current = block
      } else if line.hasPrefix("```console") {
        let word = line.dropFirst("```console".count).drop { $0 == " " }
        guard let ground = Ground(rawValue: String(word)) else { continue }
        current = ConsoleBlock(ground: ground, lines: (index + 1)..<(index + 1))
      }
    }
    return blocks
  }

  private mutating func take(_ line: String, number: Int) {
    if line.hasPrefix("$ ") {
      steps.append(Step(command: [String(line.dropFirst(2))], line: number))
    } else if line.hasPrefix("> "), let last = steps.indices.last, steps[last].output.isEmpty {
      steps[last].command.append(String(line.dropFirst(2)))
    } else if let last = steps.indices.last {
      steps[last].output.append(line)
    }
  }

  /// The block's lines with other outputs.
  func lines(with outputs: [[String]]) -> [String] {
    zip(steps, outputs).flatMap { step, output in
      step.command.enumerated().map { ($0 == 0 ? "$ " : "> ") + $1 } + output
    }
  }
}
