// Times what happens to one document in memory, against Foundation's JSONSerialization in the same process.
//
// codec SCHEMA FILE...    prints one JSON object a line: {"name", "minimum", "median"} in nanoseconds of CPU time for
// each document. Every measure runs over all the files in turn, so that no branch predictor learns a single one.
// A schema of `-` leaves validation out. CODEC_ONLY=encode runs that one measure, for a profiler.
import DocumentCodec
import FirestoreModel
import Foundation
import JSON
import JSONSchema
import Timing

let arguments = CommandLine.arguments.dropFirst()
guard let schemaFile = arguments.first, arguments.count > 1 else {
  FileHandle.standardError.write(Data("usage: codec SCHEMA FILE...\n".utf8))
  exit(64)
}
let documents = try arguments.dropFirst().map { path in
  try [UInt8](Data(contentsOf: URL(fileURLWithPath: path)))
}
let texts = try documents.map { try JSONText(parsing: $0) }
let fields = try texts.map { try DocumentFile.decode($0) }
let trees = texts.map { JSONValue($0.root) }
let data = documents.map { Data($0) }
let objects = try data.map { try JSONSerialization.jsonObject(with: $0) }

for (bytes, fields) in zip(documents, fields) where DocumentFile.encode(fields) != bytes {
  FileHandle.standardError.write(Data("codec: a file is not in its canonical form\n".utf8))
  exit(65)
}

let timer = Timer(documentCount: documents.count, only: "CODEC_ONLY")

try timer.measure("parse") { try JSONText(parsing: documents[$0]).nodeCount }
try timer.measure("decode") { try DocumentFile.decode(texts[$0]).count }
timer.measure("encode") { DocumentFile.encode(fields[$0]).count }
timer.measure("print tree") { index in
  var writer = JSONWriter()
  writer.pretty(trees[index], level: 0)
  return writer.finish().count
}
try timer.measure("foundation parse", calls: 400) { index in
  try JSONSerialization.jsonObject(with: data[index]) is [String: Any] ? 1 : 0
}
try timer.measure("foundation print", calls: 20) { index in
  try JSONSerialization.data(withJSONObject: objects[index], options: [.prettyPrinted, .sortedKeys]).count
}

if schemaFile != "-" {
  let folder = URL(fileURLWithPath: schemaFile).deletingLastPathComponent()
  let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter {
    $0.hasSuffix(".json")
  }
  let sources = try names.sorted().map { name in
    let bytes = try [UInt8](Data(contentsOf: folder.appendingPathComponent(name)))
    return SchemaSource(uri: "schemas/" + name, text: try JSONText(parsing: bytes))
  }
  let registry = SchemaRegistry(sources)
  let uri = "schemas/" + URL(fileURLWithPath: schemaFile).lastPathComponent
  let schema = try CompiledSchema.compile(uri, in: registry)
  for text in texts where !schema.isValid(text.root) {
    FileHandle.standardError.write(Data("codec: a document does not fit its schema\n".utf8))
    exit(65)
  }
  timer.measure("validate") { schema.isValid(texts[$0].root) ? 1 : 0 }
  try timer.measure("compile schema", calls: 20) { _ in
    try CompiledSchema.compile(uri, in: registry).isValid(texts[0].root) ? 1 : 0
  }
}
