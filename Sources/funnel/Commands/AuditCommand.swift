internal import ArgumentParser

struct AuditCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "audit",
    abstract: "Show who changed which field, when and how; judge changes by policies; prove history.",
    discussion: """
      One row for each change of each field of the branch, the oldest first. What a merge brought is told with the
      commit that made it. Who made a change is what its commit claims, unless it is signed: see "known by".
      Policies stand in funnel.json (audit.policies); --policy exits with 1 when a change breaks one.
      """,
    subcommands: [AuditListCommand.self, AuditSealCommand.self, AuditVerifyCommand.self],
    defaultSubcommand: AuditListCommand.self)
}
