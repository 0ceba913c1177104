// Times what it costs to compare two versions of one document in memory.
//
// differ FILE...    prints one JSON object a line: {"name", "minimum", "median"} in nanoseconds of CPU time for each
// pair. Files come in pairs: the old and the new version. DIFFER_ONLY=fields runs that one measure, for a profiler.
import Changes
import DocumentCodec
import FirestoreModel
import Foundation
import JSON
import Timing

let arguments = Array(CommandLine.arguments.dropFirst())
guard !arguments.isEmpty, arguments.count % 2 == 0 else {
  FileHandle.standardError.write(Data("usage: differ OLD NEW [OLD NEW...]\n".utf8))
  exit(64)
}
let documents = try arguments.map { try [UInt8](Data(contentsOf: URL(fileURLWithPath: $0))) }
let fields = try documents.map { try DocumentFile.decode($0, file: nil) }
let pairs = stride(from: 0, to: fields.count, by: 2).map { (old: fields[$0], new: fields[$0 + 1]) }
for pair in pairs where FieldDiff.changes(from: pair.old, to: pair.new).isEmpty {
  FileHandle.standardError.write(Data("differ: a pair does not differ\n".utf8))
  exit(65)
}

let timer = Timer(documentCount: pairs.count, only: "DIFFER_ONLY")
timer.measure("fields") { FieldDiff.changes(from: pairs[$0].old, to: pairs[$0].new).count }
try timer.measure("read and compare") { index in
  let old = try DocumentFile.decode(documents[2 * index], file: nil)
  let new = try DocumentFile.decode(documents[2 * index + 1], file: nil)
  return FieldDiff.changes(from: old, to: new).count
}
