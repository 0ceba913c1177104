import JSON
import Platform
import TestSupport
import Testing

/// Several processes at once, and processes that are killed at any moment.
struct ConcurrencyTests {
  @Test("four processes write to one clone while another commits by plain git: none fails, none is lost")
  func writers() throws {
    let store = try CommandStore()
    let funnel = WorkFolder.binary
    var running: [Command.Running] = []
    for worker in 0..<2 {
      let script = "for i in $(seq 1 20); do \"$0\" set w/p\(worker)-$i v:=$i >/dev/null || exit 1; done"
      running.append(try Command.start(["sh", "-c", script, funnel], in: store.store.path))
    }
    for worker in 2..<4 {
      let lines = (1...40).map {
        "{\"writes\":[{\"update\":{\"name\":\"w/p\(worker)-\($0)\",\"fields\":{\"v\":{\"integerValue\":\"\($0)\"}}}}]}\n"
      }
      running.append(
        try Command.start([funnel, "batch"], in: store.store.path, input: Array(lines.joined().utf8)))
    }
    // Git gives up at once where a lock is held; a person tries again.
    let plain = """
      for i in $(seq 1 8); do echo $i > other-$i.txt; n=0
      until git add other-$i.txt 2>/dev/null && git commit -q -m "plain $i" -- other-$i.txt 2>/dev/null; do
      n=$((n+1)); if [ $n -gt 2000 ]; then exit 1; fi; done; done
      """
    running.append(try Command.start(["sh", "-c", plain], in: store.store.path))
    for (number, child) in running.enumerated() {
      let outcome = try child.wait()
      #expect(outcome.status == 0, "\(number): \(outcome.errorText)")
      #expect(!outcome.text.contains("\"error\""), "\(number): \(outcome.text)")
    }
    let listed = try store.run("list", "w").text.split(separator: "\n")
    #expect(listed.count == 2 * 20 + 2 * 40)
    #expect(try store.folder.git("ls-files", "other-*").split(separator: "\n").count == 8)
    #expect(try store.dirt() == "" && store.fsck() == "" && store.traces() == [])
  }

  @Test("counters that several processes add to end at the sum")
  func counters() throws {
    let store = try CommandStore(.bare)
    let line = """
      {"writes":[{"transform":{"document":"n/c","fieldTransforms":[{"fieldPath":"v","increment":{"integerValue":"1"}}]}}]}

      """
    let running = try (0..<4).map { _ in
      try Command.start(
        [WorkFolder.binary, "batch"], in: store.store.path,
        input: Array(String(repeating: line, count: 25).utf8))
    }
    for child in running { #expect(try child.wait().status == 0) }
    #expect(try store.run("get", "n/c").text == "{\n  \"v\": 100\n}\n")
    #expect(try store.fsck() == "")
  }

  @Test(
    "kill -9 at random moments of a batch: nothing acknowledged is lost, nothing half is visible",
    arguments: [CommandStore.Shape.clone, .bare])
  func killed(_ shape: CommandStore.Shape) throws {
    var random = Seeds.generator(53)
    let store = try CommandStore(shape)
    var acknowledged = 0
    for round in 0..<6 {
      let lines = (0..<400).map { number in
        """
        {"writes":[{"update":{"name":"k/a-\(round)-\(number)","fields":{"v":{"integerValue":"1"}}}},\
        {"update":{"name":"k/b-\(round)-\(number)","fields":{"v":{"integerValue":"1"}}}}]}

        """
      }
      let child = try Command.start(
        [WorkFolder.binary, "batch"], in: store.store.path, input: Array(lines.joined().utf8))
      pause(milliseconds: UInt32.random(in: 20...250, using: &random))
      child.kill(9)
      let answers = try child.wait().text.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
      #expect(answers.allSatisfy { $0.contains("\"commit\"") }, "\(answers)")
      acknowledged += answers.count
      #expect(try store.run("list").status == 0)
      let names = Set(
        try store.run("list", "k").text.split(separator: "\n").map {
          $0.split(separator: "/").last.map(String.init) ?? ""
        })
      for number in answers.indices {
        #expect(
          names.contains("a-\(round)-\(number)"),
          "FUNNEL_SEED=\(random.seed): round \(round), \(number) was acknowledged")
      }
      for name in names where name.hasPrefix("a-") {
        #expect(names.contains("b-" + name.dropFirst(2)), "FUNNEL_SEED=\(random.seed): half of a transaction")
      }
      if shape != .bare { #expect(try store.dirt() == "") }
      #expect(try store.traces() == [])
    }
    #expect(acknowledged > 0)
    #expect(try store.fsck() == "")
  }

  @Test("Ctrl-C in the middle of a command: 130, and nothing is left behind", arguments: [2, 15] as [Int32])
  func interrupted(_ signal: Int32) throws {
    var random = Seeds.generator(59)
    let store = try CommandStore()
    let line = "{\"writes\":[{\"update\":{\"name\":\"k/a\",\"fields\":{\"v\":{\"integerValue\":\"N\"}}}}]}\n"
    let input = (0..<3000).map { line.replacing("N", with: "\($0)") }.joined()
    for _ in 0..<3 {
      let child = try Command.start(
        [WorkFolder.binary, "batch"], in: store.store.path, input: Array(input.utf8))
      pause(milliseconds: UInt32.random(in: 40...200, using: &random))
      child.kill(signal)
      #expect(try child.wait().status == (signal == 2 ? 130 : 143))
      // No command of ours ran since: git itself must find its way clear.
      #expect(try store.traces() == [] && store.dirt() == "", "FUNNEL_SEED=\(random.seed)")
    }
    #expect(try store.fsck() == "")
  }
}
