import JSON
import Platform
import TestSupport
import Testing

/// The workflows that users copy: their scripts are run as their hosts run them, in a clone.
@Suite struct WorkflowTests {
  typealias Fixture = ReviewFixture

  /// A clone of a store with a branch, and programs that stand for what a runner has.
  private struct Runner {
    let fixture: Fixture
    let clone: WorkFolder
    let programs: WorkFolder
    var environment: [String: String]

    init(breaking: Bool) throws {
      fixture = try Fixture()
      let text = breaking ? "Bad" : "Better than before."
      try fixture.commit([Fixture.file("owl"): Fixture.document("Night owl", description: text)])
      clone = WorkFolder(fixture.sandbox("clone"))
      programs = WorkFolder(fixture.sandbox("programs"))
      try fixture.folder.git("clone", "-q", fixture.folder.path, clone.path)
      try clone.git("checkout", "-q", "--detach", "origin/topic")
      try Files.makeDirectories(programs.path)
      for name in ["output", "summary.md", "comments.json", "calls", "gitconfig"] {
        try programs.write(name, name == "comments.json" ? "[]" : "")
      }
      let temporary = fixture.sandbox("temporary")
      try Files.makeDirectories(temporary)
      environment = [
        "PATH": "\(programs.path):\(Files.parent(of: WorkFolder.binary)):/usr/local/bin:/usr/bin:/bin",
        "GIT_CONFIG_GLOBAL": programs.path + "/gitconfig", "CALLS": programs.path,
        "GITHUB_WORKSPACE": clone.path, "RUNNER_TEMP": temporary, "GITHUB_OUTPUT": programs.path + "/output",
        "GITHUB_STEP_SUMMARY": programs.path + "/summary.md", "GITHUB_API_URL": "https://api.example",
        "GITHUB_REPOSITORY": "ada/shop", "NUMBER": "7", "BASE": "origin/main",
        "HEAD": try clone.git("rev-parse", "HEAD"), "RUN_URL": "https://host.example/runs/1",
        "GH_TOKEN": "secret",
        "CI_MERGE_REQUEST_TARGET_BRANCH_NAME": "main", "CI_COMMIT_SHA": try clone.git("rev-parse", "HEAD"),
        "CI_JOB_URL": "https://host.example/jobs/1", "CI_API_V4_URL": "https://gitlab.example/api/v4",
        "CI_PROJECT_ID": "3", "CI_MERGE_REQUEST_IID": "7", "REVIEW_TOKEN": "secret",
      ]
      // Notes what is asked for, and answers with the comments that there are.
      try programs.write(
        "curl",
        """
        #!/bin/sh
        echo "$*" >> "$CALLS/calls"
        case "$*" in
          *--data*) for word; do case $word in @*) cp "${word#@}" "$CALLS/body.json" ;; esac; done ;;
          */user) echo '{"id": 3}' ;;
          *page=2*) cat "$CALLS/comments2.json" ;;
          *) cat "$CALLS/comments.json" ;;
        esac

        """)
      _ = try Command.run(["chmod", "+x", programs.path + "/curl"], in: "/")
    }

    /// As a runner does it: `bash --noprofile --norc -eo pipefail FILE`.
    func run(_ script: String) throws -> Command.Outcome {
      try programs.write("script.sh", script)
      return try Command.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", programs.path + "/script.sh"], in: clone.path,
        environment: environment)
    }
  }

  @Test(arguments: [false, true])
  func gitHubsStepsReviewAndComment(_ breaks: Bool) throws {
    let workflow = try WorkflowFile("integrations/github-review.yml")
    var runner = try Runner(breaking: breaks)
    for step in ["Trust the folder", "Install funnel", "Review", "Comment"] {
      let outcome = try runner.run(workflow.step(step))
      #expect(outcome.status == 0, "\(step): \(outcome.text)\(outcome.errorText)")
      if step == "Review" {
        #expect(outcome.text.contains("::error file=data/users/ada/personas/owl.json,line=2") == breaks)
        #expect(outcome.text.contains("::warning file=data/users/ada/personas/owl.json"))
      }
    }
    #expect(try runner.programs.read("output") == "status=\(breaks ? 1 : 0)\n")
    #expect(try runner.programs.read("summary.md")?.hasPrefix("### 1 persona changed") == true)
    let sarif = try JSONText(parsing: Files.read(runner.clone.path + "/review-output/review.sarif")).root
    #expect(sarif.member("version")?.string == "2.1.0")
    #expect(try runner.clone.read("review-output/review.html")?.hasPrefix("<!doctype html>") == true)
    let calls = try #require(try runner.programs.read("calls"))
    #expect(calls.contains("-X POST"))
    let body = try JSONText(parsing: Files.read(runner.programs.path + "/body.json")).root
    let text = try #require(body.member("body")?.string)
    #expect(text.hasPrefix("<!-- funnel review -->\n### 1 persona changed"))
    // The next push finds its comment: behind a hundred others, and another person's under the same mark.
    try runner.programs.write("comments.json", Self.comments(#""user": {"type": "User"}"#))
    try runner.programs.write(
      "comments2.json",
      #"[{"id": 42, "user": {"type": "Bot"}, "body": "<!-- funnel review -->\nold"}]"#)
    try runner.programs.write("calls", "")
    #expect(try runner.run(workflow.step("Comment")).status == 0)
    #expect(try runner.programs.read("calls")?.contains("-X PATCH") == true)
    #expect(try runner.programs.read("calls")?.contains("issues/comments/42") == true)
    runner.environment["STATUS"] = breaks ? "1" : "0"
    #expect(try runner.run(workflow.step("Gate")).status == (breaks ? 1 : 0))
    // Nothing but the review's own folder came to be.
    #expect(try runner.clone.git("status", "--porcelain") == "?? review-output/")
  }

  /// A page of a hundred comments, one of them with the review's mark, by somebody.
  private static func comments(_ author: String) -> String {
    let texts = (0..<100).map {
      #"{"id": \#($0), \#(author), "body": "\#($0 == 50 ? "<!-- funnel review -->" : "other")"}"#
    }
    return "[" + texts.joined(separator: ",") + "]"
  }

  /// A tag can be moved to other code, a commit cannot.
  @Test func actionsAreCommits() throws {
    let lines = try WorkflowFile("integrations/github-review.yml").uses
    #expect(lines.count == 4)
    for line in lines {
      let version = line.split(separator: "@").last.map(String.init) ?? ""
      #expect(version.prefix(40).count { $0.isHexDigit } == 40 && version.contains(" # v"), "\(line)")
    }
  }

  @Test func gitHubsReviewOfNothingFailsLoudly() throws {
    let workflow = try WorkflowFile("integrations/github-review.yml")
    var runner = try Runner(breaking: false)
    runner.environment["BASE"] = "origin/$(touch x); nowhere"
    let outcome = try runner.run(workflow.step("Review"))
    #expect(outcome.status == 66)
    #expect(!runner.clone.exists("x"))
  }

  /// A branch's name must not become a part of a script.
  @Test func noScriptHoldsAnExpression() throws {
    // Nor may the token stand where steps run that need none.
    let names = try WorkflowFile("integrations/github-review.yml").text
    #expect(names.ranges(of: "${{ github.token }}").count == 1 && !names.contains("pull_request_target:"))
    for line in try WorkflowFile("integrations/github-review.yml").scripts.joined(separator: "\n").split(
      separator: "\n")
    {
      #expect(!line.contains("${{"), "\(line)")
    }
  }

  @Test(arguments: [false, true])
  func gitLabsScriptReviewsAndReports(_ breaks: Bool) throws {
    let workflow = try WorkflowFile("integrations/gitlab-review.yml")
    let runner = try Runner(breaking: breaks)
    #expect(try runner.run(workflow.list("before_script")).status == 0)
    let outcome = try runner.run(workflow.list("script"))
    #expect(outcome.status == (breaks ? 1 : 0), "\(outcome.errorText)")
    let quality = try JSONText(parsing: Files.read(runner.clone.path + "/review-quality.json")).root
    #expect(quality.elements.contains { $0.member("severity")?.string == "major" } == breaks)
    let tests = try #require(try runner.clone.read("review-tests.xml"))
    #expect(tests.contains("failures=\"\(breaks ? 1 : 0)\""))
    #expect(try runner.programs.read("calls")?.contains("-X POST --data @review-note.json") == true)
    let body = try JSONText(parsing: Files.read(runner.programs.path + "/body.json")).root
    #expect(body.member("body")?.string?.hasPrefix("<!-- funnel review -->\n### 1 persona changed") == true)
    // The next push finds its note.
    try runner.programs.write("comments.json", Self.comments(#""author": {"id": 9}"#))
    try runner.programs.write(
      "comments2.json", #"[{"id": 42, "author": {"id": 3}, "body": "<!-- funnel review -->\nold"}]"#)
    #expect(try runner.run(workflow.list("script")).status == (breaks ? 1 : 0))
    #expect(try runner.programs.read("calls")?.contains("-X PUT") == true)
    #expect(try runner.programs.read("calls")?.contains("merge_requests/7/notes/42") == true)
    #expect(try runner.clone.read("review.md")?.hasPrefix("### 1 persona changed") == true)
  }

  @Test func preCommitsHooksJudgeAndFormat() throws {
    let hooks = try WorkflowFile(".pre-commit-hooks.yaml")
    let runner = try Runner(breaking: false)
    let file = Fixture.file("owl")
    func validate() throws -> Int32 { try runner.run(hooks.entry("funnel-validate")).status }
    #expect(try validate() == 0)
    try runner.clone.write(file, "{\"description\": \"Bad\", \"name\": \"Night owl\"}")
    try runner.clone.git("add", "-A")
    #expect(try validate() == 1)
    #expect(try runner.run(hooks.entry("funnel-format") + " " + file).status == 0)
    #expect(try runner.clone.read(file) == Fixture.document("Night owl", description: "Bad"))
  }
}

/// As much of a YAML file as holds scripts: `run: |` under a step's name, `- |` in a list, `entry:` of an id.
private struct WorkflowFile {
  private let lines: [String]

  init(_ name: String, file: String = #filePath) throws {
    let root = Files.parent(of: Files.parent(of: Files.parent(of: file)))
    lines = String(decoding: try Files.read(root + "/" + name), as: UTF8.self).split(
      separator: "\n", omittingEmptySubsequences: false
    ).map(String.init)
  }

  var text: String { lines.joined(separator: "\n") }
  var uses: [String] { lines.filter { $0.contains("uses: ") } }
  var scripts: [String] { lines.indices.filter { trimmed($0) == "run: |" }.map(block) }

  func step(_ name: String) throws -> String { try script("- name: \(name)", "run: |") }
  func list(_ name: String) throws -> String { try script("\(name):", "- |") }

  func entry(_ id: String) throws -> String {
    let start = try #require(lines.indices.first { trimmed($0) == "- id: \(id)" })
    let line = try #require(lines[start...].first { $0.contains(" entry: ") })
    return String(line.trimmingPrefix { $0 == " " }.dropFirst("entry: ".count))
  }

  private func script(_ title: String, _ opening: String) throws -> String {
    let start = try #require(lines.indices.first { trimmed($0) == title })
    return block(at: try #require((start..<lines.count).first { trimmed($0) == opening }))
  }

  private func trimmed(_ index: Int) -> String { String(lines[index].drop { $0 == " " }) }

  private func block(at index: Int) -> String {
    let margin = lines[index].prefix { $0 == " " }.count
    let body = lines[(index + 1)...].prefix { $0.isEmpty || $0.prefix { $0 == " " }.count > margin }
    let inner = body.first.map { $0.prefix { $0 == " " }.count } ?? 0
    return body.map { String($0.dropFirst(inner)) }.joined(separator: "\n") + "\n"
  }
}
