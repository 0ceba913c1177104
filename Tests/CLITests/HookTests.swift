import Platform
import TestSupport
import Testing

/// The clone's own hooks and its signing program, as git would call them.
struct HookTests {
  private func install(
    _ store: CommandStore, _ name: String, _ script: String, in folder: String = ".git/hooks"
  ) throws {
    try store.folder.write(folder + "/" + name, "#!/bin/sh\n" + script + "\n")
    _ = try Command.run(["chmod", "+x", folder + "/" + name], in: store.folder.path)
  }

  @Test(
    "pre-commit sees the commit that is to come, and may refuse it",
    arguments: [CommandStore.Shape.clone, .subfolder, .linkedWorktree])
  func preCommit(_ shape: CommandStore.Shape) throws {
    let store = try CommandStore(shape)
    let hooks = try store.commonDirectory() + "/hooks"
    try Files.makeDirectories(hooks)
    let log = store.sandbox("seen")
    try Files.write(
      Array("#!/bin/sh\ngit diff --cached --name-only >\(log)\necho noise\ntest ! -e \(log).no\n".utf8),
      to: hooks + "/pre-commit",
      mode: 0o777)
    let written = try store.run("set", "users/ada", "name=X")
    #expect(written.status == 0 && !written.text.contains("noise"), "\(written.errorText)")
    let prefix = shape == .subfolder ? "below/store/" : ""
    #expect(String(decoding: try Files.read(log), as: UTF8.self) == prefix + "data/users/ada.json\n")
    #expect(try store.dirt() == "")
    try Files.write([], to: log + ".no")
    let before = try store.tree()
    let refused = try store.run("set", "users/ada", "name=Y")
    #expect(
      refused.status == 65 && refused.errorText.contains("pre-commit")
        && refused.errorText.contains("--no-verify"))
    #expect(try store.tree() == before && store.dirt() == "" && store.traces() == [])
    #expect(try store.run("set", "--no-verify", "users/ada", "name=Y").status == 0)
    // A program's door runs no hooks.
    let line =
      "{\"writes\":[{\"update\":{\"name\":\"users/ada\",\"fields\":{\"name\":{\"stringValue\":\"Z\"}}}}]}\n"
    #expect(try store.run("batch", input: line).text.contains("\"commit\""))
  }

  @Test("commit-msg may change or refuse the message; post-commit runs afterwards")
  func messages() throws {
    let store = try CommandStore()
    try install(
      store, "commit-msg", "grep -q forbidden \"$1\" && exit 3; printf '\\nChange-Id: I1\\n' >>\"$1\"")
    try install(store, "post-commit", "git rev-parse HEAD >../posted; exit 9")
    #expect(try store.run("set", "users/ada", "-m", "Hello", "name=X").status == 0)
    let message = try store.folder.git("log", "-1", "--format=%B")
    #expect(message.hasPrefix("Hello\n\nChange-Id: I1\nFunnel-Time: "))
    #expect(try WorkFolder(store.sandbox.path).read("posted") == store.folder.git("rev-parse", "HEAD") + "\n")
    let refused = try store.run("set", "users/ada", "-m", "forbidden", "name=Y")
    #expect(refused.status == 65 && refused.errorText.contains("commit-msg"))
    #expect(try store.dirt() == "" && store.traces() == [])
  }

  @Test("core.hooksPath, relative and in the home folder")
  func hooksPath() throws {
    let store = try CommandStore()
    try install(store, "pre-commit", "exit 5", in: ".git/my-hooks")
    try store.folder.git("config", "core.hooksPath", ".git/my-hooks")
    #expect(try store.run("set", "users/ada", "name=X").status == 65)
    try store.folder.git("config", "core.hooksPath", "~/hooks")
    let outcome = try store.store.funnel(
      ["set", "users/ada", "name=X"], environment: ["HOME": store.folder.path + "/.git/home"])
    #expect(outcome.status == 0)
    try install(store, "pre-commit", "exit 5", in: ".git/home/hooks")
    let refused = try store.store.funnel(
      ["set", "users/ada", "name=Y"], environment: ["HOME": store.folder.path + "/.git/home"])
    #expect(refused.status == 65)
  }

  @Test("commit.gpgSign goes through git's configured program; one that fails stops the write")
  func signing() throws {
    let store = try CommandStore()
    try install(
      store, "sign",
      "cat >../signed; printf -- '-----BEGIN PGP SIGNATURE-----\\n\\nabc\\n-----END PGP SIGNATURE-----\\n'")
    try store.folder.git("config", "commit.gpgSign", "true")
    try store.folder.git("config", "gpg.program", store.folder.path + "/.git/hooks/sign")
    let outcome = try store.run("set", "users/ada", "name=X")
    #expect(outcome.status == 0, "\(outcome.errorText)")
    #expect(
      try store.folder.git("cat-file", "-p", "HEAD").contains(
        "gpgsig -----BEGIN PGP SIGNATURE-----\n \n abc\n -----END"))
    #expect(try WorkFolder(store.sandbox.path).read("signed")?.hasPrefix("tree ") == true)
    #expect(try store.fsck() == "")
    try install(store, "sign", "exit 1")
    let before = try store.folder.git("rev-parse", "HEAD")
    let refused = try store.run("set", "users/ada", "name=Y")
    #expect(refused.status == 78 && refused.errorText.contains("signed"))
    #expect(try store.folder.git("rev-parse", "HEAD") == before && store.dirt() == "" && store.traces() == [])
  }
}
