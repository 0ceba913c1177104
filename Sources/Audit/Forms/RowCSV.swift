internal import Diagnostics
internal import FirestoreModel
internal import Store
internal import Git

/// Rows as RFC 4180 has it: a header, CR LF, quotes where they are needed. A cell that a spreadsheet would take for a
/// formula begins with an apostrophe, which it shows as text (OWASP: CSV Injection).
public enum RowCSV {
  /// The first line.
  public static let header =
    "time,commit,commit time,actor,author,committer,known by,how,inherited,merge,merged by,document,file,operation,field,old,new,signature,signer,policies,problem,moved\r\n"

  /// The lines of rows, in UTF-8.
  public static func lines(_ rows: [AuditRow]) -> [UInt8] {
    var output: [UInt8] = []
    output.reserveCapacity(rows.count * 448)
    for row in rows {
      let attribution = row.attribution
      let time = StoreTime.text(row.time)
      func cell(_ text: String) {
        output.append(UInt8(ascii: ","))
        append(text, to: &output)
      }
      append(time, to: &output)
      output.append(UInt8(ascii: ","))
      row.commit.appendDigits(to: &output)
      let ownTime = row.origin.claims.ownTime
      cell(ownTime == row.time ? time : StoreTime.text(ownTime))
      cell(attribution.actor)
      cell(attribution.author.text)
      cell(attribution.committer.text)
      cell(row.evidence)
      cell(attribution.how)
      cell(attribution.inherited ?? "")
      cell(row.merge?.commit.id.description ?? "")
      cell(row.merge?.attribution(of: nil).actor ?? "")
      if case .document(let path) = row.subject { cell(path.description) } else { cell("") }
      cell(row.file)
      cell(row.operation.rawValue)
      cell(row.fieldText)
      cell(value(row.old, row))
      cell(value(row.new, row))
      cell(row.signature.word)
      cell(row.signature.signer ?? "")
      cell(row.broken.joined(separator: " "))
      cell(row.problem ?? "")
      cell(row.moveText ?? "")
      output += [0x0D, 0x0A]
    }
    return output
  }

  /// What is not there is an empty cell.
  private static func value(_ value: Value?, _ row: AuditRow) -> String {
    guard let value else { return "" }
    return row.isMasked ? ValueForm.masked : ValueForm.text(value)
  }

  static func append(_ cell: String, to output: inout [UInt8]) {
    if cell.isEmpty { return }
    var cell = cell
    cell.withUTF8 { bytes in
      var isSpecial = false
      // Whether there may be something that drives a terminal or turns the writing round.
      var isOdd = false
      for byte in bytes {
        isSpecial =
          isSpecial || byte == UInt8(ascii: ",") || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: ";")
        isOdd =
          isOdd || byte < 0x20 || byte == 0x7F || byte == 0xC2 || byte == 0xD8 || byte == 0xE2 || byte == 0xEF
      }
      let isFormula = isFormula(bytes)
      if isOdd {
        let text = String(decoding: bytes, as: UTF8.self)
        var visible = VisibleText.of(text)
        if !visible.utf8.elementsEqual(text.utf8) {
          visible.withUTF8 { append(special: $0, isFormula: isFormula, to: &output) }
          return
        }
      }
      if isSpecial || isFormula {
        append(special: bytes, isFormula: isFormula, to: &output)
      } else {
        output.append(contentsOf: bytes)
      }
    }
  }

  private static func isFormula(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    switch bytes.first {
    case UInt8(ascii: "=")?, UInt8(ascii: "+")?, UInt8(ascii: "-")?, UInt8(ascii: "@")?, 0x09?, 0x0A?, 0x0D?:
      true
    // The wide forms ＝ ＋ － ＠ are read as the narrow ones by spreadsheets of East Asia.
    case 0xEF?: bytes.count > 2 && bytes[1] == 0xBC && [0x9D, 0x8B, 0x8D, 0xA0].contains(bytes[2])
    default: false
    }
  }

  private static func append(
    special bytes: UnsafeBufferPointer<UInt8>, isFormula: Bool, to output: inout [UInt8]
  ) {
    let quote = UInt8(ascii: "\"")
    output.append(quote)
    if isFormula { output.append(UInt8(ascii: "'")) }
    for byte in bytes {
      output.append(byte)
      if byte == quote { output.append(byte) }
    }
    output.append(quote)
  }
}
