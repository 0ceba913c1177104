internal import ArgumentParser
internal import Diagnostics
internal import JSON
internal import Merging
internal import Platform
internal import Store

struct DoctorCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor", abstract: "Find what is not as it should be, each with its cure.",
    discussion: """
      Exits with 1 when it finds something. That this clone lacks the merge driver or the hooks is only noted.
      """)

  @OptionGroup var output: OutputOptions

  func run() throws {
    let store = try Store()
    try store.recoverIfNeeded()
    let findings = try store.doctor(now: Environment.microsecondsNow)
    let note = try store.missingSetup()
    if output.json {
      Output.json([
        "findings": .array(findings.map { ErrorReport.json($0) }),
        "notes": .array(note.map { [["message": .string($0), "hint": "funnel hooks install"]] } ?? []),
      ])
    } else if findings.isEmpty {
      Output.line("All is well.")
    } else {
      for finding in findings {
        let place = finding.location.file == nil ? "" : Output.safe("\(finding.location)") + ": "
        Output.line(place + Output.safe(finding.message))
        if let cure = finding.hint, !cure.isEmpty { Output.line("  cure     " + Output.safe(cure)) }
      }
    }
    if !output.json, let note {
      Output.line("note: " + Output.safe(note))
      Output.line("  cure     funnel hooks install")
    }
    if !findings.isEmpty { throw CommandExit.negative() }
  }
}
