import Diagnostics
import Platform

/// Runs a console block in a fresh folder, with a fixed clock, person and environment, so that even the ids of
/// commits are the same each time.
///
/// The folder is called `/home/ada` in outputs. The store in it, `/home/ada/shop`, is made of the project's own
/// `schemas/`, `data/`, `live/` and `funnel.json`, committed with plain git on 29 January 2026; the commands run there,
/// a minute apart, from 31 January 2026, 09:30 UTC.
struct ConsoleRunner {
  /// The project's root.
  let root: String
  /// The folder with the `funnel` that is tested.
  let binaries: String

  init(file: String = #filePath) {
    root = Files.parent(of: Files.parent(of: Files.parent(of: file)))
    binaries = Files.parent(of: CommandLine.arguments.first.flatMap { Files.resolve($0) } ?? "")
  }

  /// What each step prints, standard error included.
  func run(_ block: ConsoleBlock) throws -> [[String]] {
    let outcome = try Subprocess.run(
      ["bash", "--noprofile", "--norc", "-c", frame, "bash", body(of: block)], input: [], capture: true)
    return outcome.output.split(separator: 0x1E, omittingEmptySubsequences: false).dropLast().map(Self.lines)
  }

  private static func lines(_ output: ArraySlice<UInt8>) -> [String] {
    var lines = output.split(separator: 0x0A, omittingEmptySubsequences: false).map {
      String(decoding: $0, as: UTF8.self)
    }
    if lines.last == "" { lines.removeLast() }
    return lines
  }

  /// Runs its first argument in a fresh folder and a cleared environment.
  private var frame: String {
    """
    folder=$(cd "$(mktemp -d)" && pwd -P)
    trap 'rm -rf "$folder"' EXIT
    cd "$folder"
    env -i HOME="$folder" PATH="\(binaries):/usr/local/bin:/usr/bin:/bin" LC_ALL=C.UTF-8 TZ=UTC NO_COLOR=1 TERM=dumb \\
      GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_NOSYSTEM=1 GIT_AUTHOR_NAME=Ada GIT_AUTHOR_EMAIL=ada@example.com \\
      GIT_COMMITTER_NAME=Ada GIT_COMMITTER_EMAIL=ada@example.com \\
      bash --noprofile --norc -c "$1" </dev/null 2>&1 | sed "s#$folder#/home/ada#g"
    """
  }

  /// The block's commands; after each, a byte that no output holds.
  private func body(of block: ConsoleBlock) -> String {
    var lines = [
      #"clock() { export FUNNEL_NOW=$1 GIT_AUTHOR_DATE="@${1%??????} +0000" GIT_COMMITTER_DATE="@${1%??????} +0000"; }"#,
      #"next() { local status=$?; printf '\036'; clock "$1"; return $status; }"#,
    ]
    if block.ground == .store { lines.append(makeStore) }
    for (index, step) in block.steps.enumerated() {
      lines.append("\(index == 0 ? "clock" : "next") \(clock(index))")
      lines += step.command
    }
    return (lines + [#"printf '\036'"#]).joined(separator: "\n")
  }

  private var makeStore: String {
    """
    clock 1769706131000000
    mkdir shop && cd shop && cp -r "\(root)"/{schemas,data,live,funnel.json} .
    git init -q -b main && git add -A && git commit -q -m 'First users and personas'
    """
  }

  /// Microseconds since 1970 at a step: a minute apart.
  private func clock(_ step: Int) -> Int { (1_769_851_800 + step * 60) * 1_000_000 }
}
