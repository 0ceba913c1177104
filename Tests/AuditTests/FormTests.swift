import FirestoreModel
import JSON
import Pages
import TestSupport
import Testing

@testable import Audit

struct FormTests {
  private static let hostile = [
    "=HYPERLINK(\"http://x\")", "+1", "-1", "@SUM(A1)", "\t=1", "a,b", "say \"hi\"", "two\nlines",
    "\u{1B}[31mred",
    "<script>alert(1)</script>", "\u{202E}gpj", "null", "", " ", "12", "–",
  ]

  private func history() throws -> HistoryFolder {
    let history = try HistoryFolder()
    for (index, value) in Self.hostile.enumerated() {
      try history.put("notes/n\(10 + index)", JSONValue.object([("v", .string(value))]).compact())
    }
    try history.commit("x\u{1B}[31m", author: "=Mallory<b>\u{9B}31m\u{202E}")
    return history
  }

  /// RFC 4180, read strictly.
  private func parse(_ text: String) -> [[String]] {
    var records: [[String]] = []
    var cells: [String] = []
    var cell = ""
    var isQuoted = false
    var scalars = Array(text.unicodeScalars)[...]
    while let scalar = scalars.popFirst() {
      if isQuoted {
        if scalar == "\"" {
          if scalars.first == "\"" {
            cell.unicodeScalars.append("\"")
            scalars = scalars.dropFirst()
          } else {
            isQuoted = false
          }
        } else {
          cell.unicodeScalars.append(scalar)
        }
      } else if scalar == "\"" {
        #expect(cell.isEmpty)
        isQuoted = true
      } else if scalar == "," {
        cells.append(cell)
        cell = ""
      } else if scalar == "\r" {
        #expect(scalars.first == "\n")
        scalars = scalars.dropFirst()
        records.append(cells + [cell])
        cells = []
        cell = ""
      } else {
        cell.unicodeScalars.append(scalar)
      }
    }
    #expect(cell.isEmpty && cells.isEmpty)
    return records
  }

  @Test("CSV that no spreadsheet runs, each row as long as the header")
  func csv() throws {
    let text = RowCSV.header + String(decoding: RowCSV.lines(try history().rows()), as: UTF8.self)
    let records = parse(text)
    #expect(records.count > Self.hostile.count)
    for record in records {
      #expect(record.count == records[0].count)
      for cell in record {
        #expect(!"=+-@\t\r".unicodeScalars.contains { cell.unicodeScalars.first == $0 }, "\(cell)")
        #expect(!cell.unicodeScalars.contains { ["\u{1B}", "\u{9B}", "\u{202E}"].contains($0) })
      }
    }
    let new = records[0].firstIndex(of: "new") ?? 0
    let values = records.filter { $0.contains { $0.hasPrefix("notes/n") } }.map { $0[new] }
    #expect(values[0] == "'=HYPERLINK(\"http://x\")" && values[5] == "a,b" && values[11] == "\"null\"")
    #expect(Set(values).count == values.count)
  }

  @Test("JSON is parsed back to the values; nothing raw reaches a terminal or a page")
  func others() throws {
    let rows = try history().rows()
    let lines = String(decoding: RowJSON.lines(rows), as: UTF8.self).split(separator: "\n")
    #expect(lines.count == rows.count)
    let values = try lines.compactMap { line in
      let root = try JSONText(parsing: Array(line.utf8)).root
      return root.member("field")?.string == "v" ? root.member("new")?.string : nil
    }
    #expect(values == Self.hostile)
    var table = RowTable(showsSignatures: false)
    let text = table.add(rows) + table.finish()
    #expect(!text.unicodeScalars.contains { ($0.value < 0x20 && $0 != "\n") || $0 == "\u{202E}" })
    #expect(text.split(separator: "\n").count == rows.count + 1)
    var page = AuditPage(title: "</title><script>", newestFirst: false)
    page.add(rows)
    let html = String(decoding: page.page(remarks: ["<i>"]).bytes(), as: UTF8.self)
    #expect(!html.contains("<script") && !html.contains("<i>") && !html.contains("<b>"))
    #expect(html.contains("&lt;script&gt;alert(1)&lt;/script&gt;") && html.contains("<svg"))
  }

  @Test("two long values that begin alike are shown from where they part")
  func parted() throws {
    let history = try HistoryFolder()
    try history.put("users/ada", #"{"list": ["too little time", "too many apps for one errand"]}"#)
    try history.commit("Two")
    try history.put(
      "users/ada", #"{"list": ["too little time", "too many apps for one errand", "no evening before nine"]}"#
    )
    try history.commit("One more")
    var table = RowTable(showsSignatures: false)
    let text = table.add(try history.rows()) + table.finish()
    #expect(text.contains(#"… one errand"] → … one errand","no evening before nine"]"#), "\(text)")
  }

  @Test("a page keeps a bounded number of rows, and says so")
  func bounded() throws {
    let rows = try history().rows()
    var page = AuditPage(title: "x", newestFirst: false)
    for _ in 0..<200 { page.add(rows) }
    let html = String(decoding: page.page(remarks: []).bytes(), as: UTF8.self)
    #expect(html.contains("The newest 1,000 of"))
    #expect(html.split(separator: "<tr class=\"row").count <= AuditPage.shownRows + 1)
  }

  @Test("the newest so many rows, in the order of time")
  func limit() throws {
    let history = try HistoryFolder()
    for index in 1...5 {
      try history.put("users/ada", "{\"n\": \(index), \"m\": \(index)}")
      try history.commit("\(index)")
    }
    func fields(_ arguments: String...) throws -> [String] {
      let outcome = try history.folder.funnel(["audit", "--ndjson"] + arguments)
      return try outcome.text.split(separator: "\n").map { line in
        let root = try JSONText(parsing: Array(line.utf8)).root
        return "\(root.member("field")?.string ?? "")\(root.member("new")?.int64 ?? 0)"
      }
    }
    #expect(
      try fields("--max", "3") == ["m4", "m5", "n5"].sorted() || fields("--max", "3") == ["m4", "m5", "n5"])
    #expect(try fields("--max", "4") == ["m4", "n4", "m5", "n5"])
    #expect(try fields("--max", "3", "--reverse") == ["m5", "n5", "m4"])
    let csv = try history.folder.funnel(["audit", "--csv", "--field", "n"])
    #expect(csv.output.split(separator: 0x0D).count == 7 && csv.text.hasPrefix("time,commit,"))
    for bad in [
      ["--csv", "--ndjson"], ["--op", "x"], ["--max", "0"], ["--format", "sarif"], ["--field", "a..b"],
      ["--since", "2026-02-02", "--until", "2026-02-01"],
    ] {
      #expect(try history.folder.funnel(["audit"] + bad).status == 64, "\(bad)")
    }
    #expect(try history.folder.funnel(["audit", "nowhere"]).status == 66)
    #expect(try history.folder.funnel(["audit", "--since", "nowhere"]).status == 66)
    #expect(try history.folder.funnel(["audit", "--allowed-signers", "nowhere"]).status == 66)
  }
}
