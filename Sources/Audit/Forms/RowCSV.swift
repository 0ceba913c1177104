internal import FirestoreModel
internal import Store
internal import Git

/// Rows as RFC 4180 has it: a header, CR LF, quotes where they are needed. A cell that a spreadsheet would take for a
/// formula begins with an apostrophe, which it shows as text (OWASP: CSV Injection).
public enum RowCSV {
  /// The first line.
  public static let header =
    "time,commit,commit time,actor,author,committer,known by,how,inherited,merge,merged by,document,file,operation,field,old,new,signature,signer,policies,problem\r\n"

  /// The lines of rows, in UTF-8.
  public static func lines(_ rows: [AuditRow]) -> [UInt8] {
    var output: [UInt8] = []
    output.reserveCapacity(rows.count * 320)
    for row in rows {
      let attribution = row.attribution
      var document = ""
      if case .document(let path) = row.subject { document = path.description }
      let cells: [String] = [
        StoreTime.text(row.time), row.commit.description, StoreTime.text(row.origin.claims.ownTime),
        attribution.actor, attribution.author.text, attribution.committer.text, row.evidence, attribution.how,
        attribution.inherited ?? "", row.merge?.commit.id.description ?? "",
        row.merge?.attribution(of: nil).actor ?? "", document, row.file, row.operation.rawValue,
        row.fieldText,
        value(row.old, row), value(row.new, row), row.signature.word, row.signature.signer ?? "",
        row.broken.joined(separator: " "), row.problem ?? "",
      ]
      for (index, cell) in cells.enumerated() {
        if index > 0 { output.append(UInt8(ascii: ",")) }
        append(cell, to: &output)
      }
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
    var cell = cell
    cell.withUTF8 { bytes in
      var isSpecial = false
      for byte in bytes {
        isSpecial =
          isSpecial || byte < 0x20 || byte == UInt8(ascii: ",") || byte == UInt8(ascii: "\"")
          || byte == UInt8(ascii: ";")
          || byte == 0x7F
      }
      let isFormula = isFormula(bytes)
      if !isSpecial, !isFormula {
        output.append(contentsOf: bytes)
      } else {
        append(special: bytes, isFormula: isFormula, to: &output)
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
      // No cell drives a terminal on which the file is looked at.
      if byte < 0x20 || byte == 0x7F, byte != 0x0A, byte != 0x09 {
        output += "\u{B7}".utf8
        continue
      }
      output.append(byte)
      if byte == quote { output.append(byte) }
    }
    output.append(quote)
  }
}
