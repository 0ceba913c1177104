internal import ArgumentParser
internal import JSON
internal import SchemaTools
internal import Store

struct SchemaCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "schema",
    abstract: "Compare schemas, and keep them and the application's own types one thing.",
    discussion: "A schema's name is its file's below schemas/ without .json.",
    subcommands: [
      SchemaListCommand.self, SchemaDiffCommand.self, SchemaFromZodCommand.self, SchemaToZodCommand.self,
      SchemaToTypeScriptCommand.self, SchemaToSwiftCommand.self, SchemaCheckCommand.self,
    ])
}

struct SchemaListCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List the schemas and which documents each governs.")

  @OptionGroup var output: OutputOptions

  func run() throws {
    let here = try SchemaFiles.here()
    let rows = here.names.map { name in
      let schema = here.library.value(SchemaFiles.uri(name))
      var collection: String?
      if case .string(let pattern)? = schema?["x-funnel"]?["collection"] { collection = pattern }
      var title: String?
      if case .string(let text)? = schema?["title"] { title = text }
      return (name: name, collection: collection, title: title)
    }
    if output.json {
      func text(_ value: String?) -> JSONValue { value.map { .string($0) } ?? .null }
      Output.json([
        "schemas": .array(
          rows.map { ["name": .string($0.name), "collection": text($0.collection), "title": text($0.title)] })
      ])
      return
    }
    let width = rows.map(\.name.unicodeScalars.count).max() ?? 0
    for row in rows {
      let space = String(repeating: " ", count: width - row.name.unicodeScalars.count + 2)
      Output.line(Output.safe(row.name) + space + Output.safe(row.collection ?? "–"))
    }
  }
}
