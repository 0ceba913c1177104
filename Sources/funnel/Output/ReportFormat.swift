internal import ArgumentParser
internal import Diagnostics
internal import Reports

/// The forms that findings are printed in.
enum ReportFormat: String, CaseIterable, ExpressibleByArgument {
  case text, json, flag, basic, detailed, sarif, github, gitlab, junit, tap

  /// Whether people read along, so that a remark beside the data helps.
  var isForPeople: Bool { self == .text || self == .github }

  /// Whether what keeps a command from judging at all (a schema that is wrong) stands in the report as well. The other
  /// two say it as every command does.
  var holdsConfigurationFaults: Bool { self != .text && self != .json }

  /// Whether files are named from the repository's root, not as they were typed.
  var namesFromRepository: Bool { [.sarif, .github, .gitlab, .junit].contains(self) }

  /// - Parameter prefix: the way from the repository's root to the store's.
  func form(command: String, prefix: String) -> any ReportForm {
    let source = ReportSource(tool: "funnel", version: Version.current, command: command, prefix: prefix)
    return switch self {
    case .text: TextForm(palette: Style.output.isOn ? .colours : .plain)
    case .json: JSONForm()
    case .flag: OutputForm(.flag)
    case .basic: OutputForm(.basic)
    case .detailed: OutputForm(.detailed)
    case .sarif: SARIFForm(source)
    case .github: GitHubForm(source)
    case .gitlab: GitLabForm(source)
    case .junit: JUnitForm(source)
    case .tap: TAPForm()
    }
  }
}
