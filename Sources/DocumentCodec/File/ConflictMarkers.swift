internal import Diagnostics

/// Git's conflict markers in a file that does not parse. JSON strings hold no line breaks, so a line that starts
/// with one is never data.
struct ConflictMarkers {
  /// Of the first marker.
  let position: SourcePosition

  static func find(in bytes: [UInt8]) -> ConflictMarkers? {
    var start = 0
    while start < bytes.count {
      if isMarker(bytes, start) { return ConflictMarkers(position: SourcePosition(offset: start, in: bytes)) }
      guard let end = bytes[start...].firstIndex(of: 0x0A) else { return nil }
      start = end + 1
    }
    return nil
  }

  /// `<<<<<<< `, `||||||| `, `=======`, `>>>>>>> `: seven of one byte, then a space or the line's end.
  private static func isMarker(_ bytes: [UInt8], _ start: Int) -> Bool {
    guard start + 7 <= bytes.count, [0x3C, 0x3E, 0x3D, 0x7C].contains(bytes[start]) else { return false }
    for index in start..<(start + 7) where bytes[index] != bytes[start] { return false }
    return start + 7 == bytes.count || [0x20, 0x0A, 0x0D].contains(bytes[start + 7])
  }

  var error: CodecError {
    CodecError(
      code: "document/conflict-markers", message: "the file holds git's conflict markers",
      location: SourceLocation(position: position, length: 7),
      hint: "keep one side (or a mix), delete the lines <<<<<<< ======= >>>>>>>, then git add the file; "
        + "git checkout --ours or --theirs takes one side whole")
  }
}
