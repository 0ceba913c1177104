import Platform

/// As much of Markdown as the checks need.
enum Markdown {
  /// The targets of `[text](target)`, outside of fenced blocks.
  static func links(in text: String) -> [String] {
    var found: [String] = []
    var isFenced = false
    for line in text.split(separator: "\n") {
      if line.hasPrefix("```") { isFenced.toggle() }
      if isFenced { continue }
      for part in line.split(separator: "](", omittingEmptySubsequences: false).dropFirst() {
        if let end = part.firstIndex(of: ")") { found.append(String(part[..<end])) }
      }
    }
    return found
  }

  /// The texts of the headings of one level.
  static func headings(in text: String, level: Int) -> [String] {
    let mark = String(repeating: "#", count: level) + " "
    return text.split(separator: "\n").filter { $0.hasPrefix(mark) }.map { String($0.dropFirst(mark.count)) }
  }
}

extension Pages {
  /// Whether a link's file is there, seen from a page's folder.
  static func exists(_ target: String, from folder: String) -> Bool {
    FileStatus.of(Files.join(folder.isEmpty ? root : root + "/" + folder, target)) != nil
  }
}
