internal import ArgumentParser
internal import Diagnostics
internal import JSON
internal import Platform
internal import Store

struct DoctorCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor", abstract: "Find what is not as it should be, each with its cure.",
    discussion: "Exits with 1 when it finds something.")

  @OptionGroup var output: OutputOptions

  func run() throws {
    let store = try Store()
    try store.recoverIfNeeded()
    let findings = try store.doctor(now: Environment.microsecondsNow)
    if output.json {
      Output.json(.object([("findings", .array(findings.map { ErrorReport.json($0) }))]))
    } else if findings.isEmpty {
      Output.line("All is well.")
    } else {
      for finding in findings {
        let place = finding.location.file == nil ? "" : Output.safe("\(finding.location)") + ": "
        Output.line(place + Output.safe(finding.message))
        if let cure = finding.hint, !cure.isEmpty { Output.line("  cure     " + Output.safe(cure)) }
      }
    }
    if !findings.isEmpty { throw CommandExit.negative() }
  }
}
