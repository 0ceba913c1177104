public import FirestoreModel
public import JSON
internal import Diagnostics

/// A document's file: plain JSON with tags for what JSON has no type for (design: "A document's file").
///
/// Reading accepts any spelling of the form, writing produces one. Depth, sizes and the names of fields are
/// `Limits`' to judge, not checked here.
public enum DocumentFile {
  /// Reads a document. Costs one pass over the tape.
  ///
  /// - Throws: `document/…` with line, column and pointer of the first fault; no file's name.
  public static func decode(_ text: JSONText) throws(CodecError) -> Fields {
    do throws(DecodeFault) {
      return try text.withTape { (tape) throws(DecodeFault) in
        try DocumentDecoder(tape: tape).document(at: 0)
      }
    } catch {
      throw error.located(in: text)
    }
  }

  /// Parses and reads a document.
  ///
  /// - Parameter file: for errors; nil for standard input.
  /// - Throws: `json/…`, `document/…`; `document/conflict-markers` for a file that git left in conflict.
  public static func decode(_ bytes: [UInt8], file: String?) throws(CodecError) -> Fields {
    do throws(CodecError) {
      return try decode(parse(bytes))
    } catch {
      throw error.inFile(file)
    }
  }

  /// Parses a document's file without reading it: the text for a schema to judge.
  ///
  /// - Throws: `json/…`, `document/conflict-markers`; no file's name.
  public static func parse(_ bytes: [UInt8]) throws(CodecError) -> JSONText {
    do throws(JSONError) {
      return try JSONText(parsing: bytes)
    } catch {
      throw ConflictMarkers.find(in: bytes)?.error ?? CodecError(error)
    }
  }

  /// Reads one value in the file form.
  public static func decodeValue(_ node: JSONNode) throws(CodecError) -> Value {
    do throws(DecodeFault) {
      return try node.text.withTape { (tape) throws(DecodeFault) in
        try DocumentDecoder(tape: tape).value(at: node.index)
      }
    } catch {
      throw error.located(in: node.text)
    }
  }

  /// The canonical bytes of a document, final newline included.
  public static func encode(_ fields: Fields) -> [UInt8] {
    var encoder = DocumentEncoder()
    encoder.map(fields, level: 0)
    return encoder.finish(newline: true)
  }

  /// One value in the canonical form, without final newline: for messages and differences.
  public static func encodeValue(_ value: Value) -> [UInt8] {
    var encoder = DocumentEncoder()
    encoder.value(value, level: 0)
    return encoder.finish(newline: false)
  }
}
