internal import ArgumentParser
internal import FirestoreModel
internal import Platform
internal import Store

/// What must hold for a write to happen.
struct ConditionFlags: ParsableArguments {
  @Flag(name: .long, help: "Only if the document exists.")
  var mustExist = false

  @Flag(name: .long, help: "Only if the document does not exist.")
  var mustNotExist = false

  @Option(
    name: .long,
    help: ArgumentHelp("Only if the document's file is as it was at this revision.", valueName: "revision"))
  var ifUnchanged: String?

  func validate() throws {
    if mustExist, mustNotExist {
      throw ValidationError("--must-exist and --must-not-exist contradict each other")
    }
  }

  var precondition: Precondition { mustExist ? .exists(true) : mustNotExist ? .exists(false) : .none }
}

/// A write of one document as the command line asks for it.
enum WriteRequest {
  case replace(Fields)
  /// A new document, under an id that nobody knew before.
  case add(Fields)
  case merge(Fields, FieldMask, [FieldTransform])
  case delete

  static func merge(file: String?, arguments: [String]) throws -> WriteRequest {
    if arguments.isEmpty {
      let fields = try DocumentInput.fields(file: file, arguments: [])
      return .merge(fields, FieldMask(try DocumentInput.leaves(fields)), [])
    }
    if file != nil { throw UsageError("give field arguments or --file, not both") }
    var fields = Fields()
    var mask: [FieldPath] = []
    var transforms: [FieldTransform] = []
    for argument in arguments {
      let parsed = try FieldArgument(argument)
      switch parsed.operation {
      case .set(let value):
        fields.set(value, at: parsed.path)
        mask.append(parsed.path)
      case .delete: mask.append(parsed.path)
      case .append(let value):
        transforms.append(FieldTransform(path: parsed.path, operation: .appendMissing([value])))
      case .removeAll(let value):
        transforms.append(FieldTransform(path: parsed.path, operation: .removeAll([value])))
      }
    }
    try FieldArgument.checkApart(mask + transforms.map(\.path))
    return .merge(fields, FieldMask(mask), transforms)
  }

  func run(
    _ path: DocumentPath, in store: Store, conditions: ConditionFlags, flags: WriteFlags, via: WriteVia = .cli
  ) throws -> WriteOutcome {
    try store.transact(options: flags.options(via: via)) { (transaction) throws(StoreError) in
      if let revision = conditions.ifUnchanged {
        try store.checkUnchanged(path, since: revision, in: transaction)
      }
      switch self {
      case .replace(let fields):
        try transaction.replace(path, with: fields, precondition: conditions.precondition)
      case .add(let fields):
        transaction.add(.set(try transaction.withIDs(path, fields), at: path, precondition: .exists(false)))
      case .merge(let fields, let mask, let transforms):
        transaction.add(
          Write(
            document: path, operation: .update(fields: fields, mask: mask, transforms: transforms),
            precondition: conditions.precondition))
      case .delete:
        transaction.add(.delete(path, precondition: conditions.precondition))
      }
    }
  }
}

extension WriteFlags {
  func options(via: WriteVia = .cli) -> WriteOptions {
    WriteOptions(
      branch: branch, message: message, via: via, force: force, runsHooks: !noVerify,
      now: { Environment.microsecondsNow })
  }
}

extension ConditionFlags {
  /// No condition, outside of a parsed command line.
  static var none: ConditionFlags {
    var flags = ConditionFlags()
    flags.mustExist = false
    flags.mustNotExist = false
    flags.ifUnchanged = nil
    return flags
  }
}
