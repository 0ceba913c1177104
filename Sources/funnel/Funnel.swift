internal import ArgumentParser
internal import Git
internal import Platform
internal import Store

/// The root of the command line.
struct Funnel: ParsableCommand {
  static var configuration: CommandConfiguration {
    var result = outline
    result.subcommands = wanted
    return result
  }

  /// The command that is run, alone, where the command line names one: to look at all of them costs the parser some
  /// milliseconds at every start (docs/decisions/0006).
  private static let wanted: [any ParsableCommand.Type] = {
    let name = Launcher.withoutDirectories(CommandLine.arguments.dropFirst()).first
    guard let name else { return commands }
    return commands.first { command in
      command.configuration.commandName == name || command.configuration.aliases.contains(name)
    }.map { [$0] } ?? commands
  }()

  private static let outline = CommandConfiguration(
    commandName: "funnel",
    abstract: "Firestore in git: documents as readable files, every write a commit.",
    discussion: """
      A path is what Firestore calls it: users/ada is a document, users a collection.
      -C DIR before the command runs it as if started in DIR.
      Exit codes: 0 done, 1 the answer is no, 64 usage, 65 data refused, 66 not there, 70 a bug, 74 input/output,
      75 try again, 77 not permitted, 78 settings or a schema wrong, 130 interrupted.
      """,
    version: "funnel \(Version.current)")

  private static let commands: [any ParsableCommand.Type] = [
    InitCommand.self,
    GetCommand.self,
    ListCommand.self,
    AddCommand.self,
    SetCommand.self,
    UpdateCommand.self,
    DeleteCommand.self,
    EditCommand.self,
    FormatCommand.self,
    ValidateCommand.self,
    StatusCommand.self,
    CommitCommand.self,
    LogCommand.self,
    BlameCommand.self,
    BisectCommand.self,
    ShowCommand.self,
    DiffCommand.self,
    ApplyCommand.self,
    ReviewCommand.self,
    MergeCommand.self,
    MergeFileCommand.self,
    ConflictsCommand.self,
    ResolveCommand.self,
    HooksCommand.self,
    RestoreCommand.self,
    AuditCommand.self,
    PathCommand.self,
    SchemaCommand.self,
    DoctorCommand.self,
    BatchCommand.self,
    DemoCommand.self,
    MergeDriverCommand.self,
    DiffDriverCommand.self,
  ]
}

/// `--json`, which every command takes.
struct OutputOptions: ParsableArguments {
  @Flag(name: .long, help: "Print one documented JSON shape instead of text.")
  var json = false
}

/// Which branch, and as of when, a command reads.
struct ReadOptions: ParsableArguments {
  @Option(
    name: .long,
    help: ArgumentHelp(
      "A time (2026-01-31, 2026-01-31T09:30:00Z, \"2 days ago\") or a revision.", valueName: "time"))
  var at: String?

  @Option(name: .long, help: "The branch to read; the one that HEAD is on if not given.")
  var branch: String?

  /// The commit that the two name together: a branch's tip, or its state at a moment.
  func commit(in store: Store) throws -> ObjectID {
    guard let at else { return try store.tip(of: branch) }
    return try store.commit(at: at, branch: branch, now: Environment.microsecondsNow)
  }
}

/// How a command writes.
struct WriteFlags: ParsableArguments {
  @Option(
    name: [.customShort("m"), .long], help: "The commit's message; one is made from the change if not given.")
  var message: String?

  @Option(name: .long, help: "The branch to write to; the one that HEAD is on if not given.")
  var branch: String?

  @Flag(name: .long, help: "Write what breaks its schema; the history shows it.")
  var force = false

  @Flag(name: .long, help: "Leave the clone's own git hooks out.")
  var noVerify = false
}
