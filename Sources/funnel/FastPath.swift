internal import Platform

/// The plainest forms of the quickest commands, run without the argument parser.
///
/// Its set-up costs some ten million instructions, more than reading a document from git. Anything but these exact
/// shapes goes to the parser, which runs the same functions. See docs/decisions/0006-fast-path.md.
enum FastPath {
  /// - Returns: whether the command line was one of these shapes, and is done.
  static func run(_ arguments: [String]) throws -> Bool {
    if arguments.first == "diff", arguments.count <= 4,
      !arguments.dropFirst().contains(where: { $0.hasPrefix("-") }),
      try !FilePair.isMeant(Array(arguments.dropFirst()))
    {
      try DiffCommand.diff(Array(arguments.dropFirst()))
      return true
    }
    guard (2...3).contains(arguments.count), let last = arguments.last, !last.hasPrefix("-") || last == "-"
    else { return false }
    switch Array(arguments.dropLast()) {
    case ["get"]: try GetCommand.get(last, read: nil, raw: false, json: false)
    case ["get", "--json"]: try GetCommand.get(last, read: nil, raw: false, json: true)
    case ["format"]: try FormatCommand.format([last], check: false, json: false)
    case ["format", "--check"]: try FormatCommand.format([last], check: true, json: false)
    case ["validate"]: try ValidateCommand.validate(path: last)
    default: return false
    }
    return true
  }
}
