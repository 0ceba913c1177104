// Times parsing and validating documents in memory, as the measure "validator" asks for.
//
// validator FOLDER SCHEMA FILE...    FOLDER holds the schemas that may refer to each other, SCHEMA is the name of one of
// its files; formats are asserted. Prints one JSON object a line: {"name", "minimum", "median"}, in nanoseconds of CPU
// time for each document, or for each compilation. Every measure runs over all the files in turn, so that no branch
// predictor learns a single one. VALIDATOR_ONLY=validate runs that one measure, for a profiler.
import Diagnostics
import Glibc
import JSON
import JSONSchema
import Timing

func complain(_ message: String) {
  let line = message + "\n"
  _ = write(STDERR_FILENO, line, line.utf8.count)
}

/// The bytes of a file; ends the program when there is none.
func read(_ path: String) -> [UInt8] {
  guard let file = fopen(path, "rb") else {
    perror(path)
    exit(66)
  }
  defer { fclose(file) }
  var bytes: [UInt8] = []
  var part = [UInt8](repeating: 0, count: 65_536)
  while true {
    let count = fread(&part, 1, part.count, file)
    if count == 0 { return bytes }
    bytes += part[..<count]
  }
}

func names(in folder: String) -> [String] {
  guard let listing = opendir(folder) else {
    perror(folder)
    exit(66)
  }
  defer { closedir(listing) }
  var names: [String] = []
  while let entry = readdir(listing) {
    let name = withUnsafeBytes(of: entry.pointee.d_name) {
      String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
    }
    if name.hasSuffix(".json") { names.append(name) }
  }
  return names.sorted()
}

let arguments = Array(CommandLine.arguments.dropFirst())
guard arguments.count > 2 else {
  complain("usage: validator FOLDER SCHEMA FILE...")
  exit(64)
}
let sources = try names(in: arguments[0]).map { name in
  SchemaSource(uri: "schemas/" + name, text: try JSONText(parsing: read(arguments[0] + "/" + name)))
}
let registry = SchemaRegistry(sources)
let uri = "schemas/" + arguments[1]
let schema = try CompiledSchema.compile(uri, in: registry)
let documents = arguments[2...].map(read)
let texts = try documents.map { try JSONText(parsing: $0) }
for (text, path) in zip(texts, arguments[2...]) where !schema.isValid(text.root) {
  for finding in schema.validate(text.root, file: path) { complain("\(path): \(finding.message)") }
  exit(65)
}

let timer = Timer(documentCount: documents.count, only: "VALIDATOR_ONLY")
try timer.measure("parse") { try JSONText(parsing: documents[$0]).nodeCount }
timer.measure("validate") { schema.isValid(texts[$0].root) ? 1 : 0 }
try timer.measure("parse and validate") {
  let text = try JSONText(parsing: documents[$0])
  return schema.isValid(text.root) ? text.nodeCount : 0
}
try timer.measure("compile schema", calls: 20) { _ in
  try CompiledSchema.compile(uri, in: registry).isValid(texts[0].root) ? 1 : 0
}
