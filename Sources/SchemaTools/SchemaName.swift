/// The names of schemas: what a file below `schemas/` is called, without `.json`.
public enum SchemaName {
  /// Checks a name that a person gave: it becomes a file's name, and stands in a comment of generated source.
  ///
  /// - Throws: `schema/name`.
  public static func check(_ name: String) throws(SchemaToolsError) {
    let isControl = name.unicodeScalars.contains { scalar in
      scalar.value < 0x20 || scalar == "`" || (0x7F..<0xA0).contains(scalar.value) || scalar.value == 0x2028
        || scalar.value == 0x2029
    }
    if isControl {
      throw SchemaToolsError(
        "schema/name", "a schema's name may hold no control character and no backtick",
        hint: "choose another name")
    }
    let length = name.utf8.count
    guard length > 0, length <= 200, name.utf8.first != UInt8(ascii: "."),
      !name.utf8.contains(UInt8(ascii: "/"))
    else {
      throw SchemaToolsError(
        "schema/name",
        "a schema's name is that of a file below schemas/: 1 to 200 bytes, no slash, no dot at its start",
        hint: "such as user, for schemas/user.json")
    }
  }
}
