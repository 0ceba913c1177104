internal import ArgumentParser
internal import Diagnostics
internal import DocumentCodec
internal import FirestoreModel
internal import Git
internal import JSON
internal import Platform
internal import Store

struct BatchCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "batch",
    abstract: "Apply Firestore v1 CommitRequests from standard input, one JSON object a line.",
    discussion: """
      Each line is one transaction and is answered by one line, in order, once it is durable:
      {"writeResults":[…],"commitTime":"…","commit":"<sha>"} or {"error":{"code","status","message"}}.
      A line that cannot be read gets an error line, and the stream goes on.
      """)

  @Option(
    name: .long, help: "Who the writes are for: uid:abc, system:ttl. The trailer Funnel-Actor and the author."
  )
  var actor: String = "cli"

  @Option(name: .long, help: "The branch to write to; the one that HEAD is on if not given.")
  var branch: String?

  @OptionGroup var output: OutputOptions

  func validate() throws {
    let parts = actor.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    let isKnown =
      actor == "cli" || parts.count == 2 && ["uid", "system"].contains(parts[0]) && !parts[1].isEmpty
    if !isKnown {
      throw ValidationError("--actor is cli, uid:ID or system:NAME, not \"\(Output.safe(actor))\"")
    }
  }

  func run() throws {
    let store = try Store()
    try store.recoverIfNeeded()
    _ = try store.tip(of: branch)
    let options = WriteOptions(
      branch: branch, actor: actor, via: .server, runsHooks: false, now: { Environment.microsecondsNow })
    var lines = LineReader(limit: JSONOptions.largest)
    while let (line, isTooLong) = try lines.next() {
      if line.allSatisfy({ $0 == 0x20 || $0 == 0x09 || $0 == 0x0D }), !isTooLong { continue }
      let answer = isTooLong ? tooLong : Self.answer(line, store, options)
      guard Files.writeStandardOutput(Array((answer.compact() + "\n").utf8)) else { return }
    }
  }

  private var tooLong: JSONValue {
    WireFormat.errorObject(
      ModelError(code: "batch/line", message: "the request is longer than \(JSONOptions.largest) bytes"))
  }

  private static func answer(_ line: [UInt8], _ store: Store, _ options: WriteOptions) -> JSONValue {
    do {
      let request = try WireFormat.commitRequest(line: line)
      let outcome = try store.write(request.writes, options: options, knowsTimes: true)
      // Recorded: a request without writes is answered without a time.
      let response = WireFormat.commitResponse(
        outcome.results, commitTime: request.writes.isEmpty ? nil : outcome.time, database: request.database)
      guard case .object(let members) = response else { return response }
      return .object(members + [("commit", .string(outcome.commit.description))])
    } catch let error as StoreError {
      return WireFormat.errorObject(error.asStatus)
    } catch let error as any Explained {
      return WireFormat.errorObject(error)
    } catch {
      return WireFormat.errorObject(ModelError(code: "batch/bug", message: "\(error)", status: .internal))
    }
  }
}

extension StoreError {
  /// The error as Firestore words it: the finding is the message.
  fileprivate var asStatus: ModelError {
    let text =
      findings.isEmpty
      ? (location?.file == nil ? message : "\(location?.description ?? ""): \(message)")
      : findings.map { "\($0.location): \($0.message)" }.joined(separator: "; ")
    return ModelError(code: code, message: text, status: status)
  }
}
