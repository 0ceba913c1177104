import Platform
import TestSupport
import Testing

/// `funnel edit`: what was typed is never lost.
struct EditTests {
  /// An editor that replaces the text, after running a command of its own.
  private func edit(
    _ store: CommandStore, _ path: String, typing text: String?, first: String = "true", status: Int32 = 0
  ) throws -> Command.Outcome {
    try Files.write(Array((text ?? "").utf8), to: store.sandbox("typed"))
    let script =
      text == nil
      ? "#!/bin/sh\n\(first)\nexit \(status)\n"
      : "#!/bin/sh\n\(first)\ncp \(store.sandbox("typed")) \"$1\"\nexit \(status)\n"
    try Files.write(Array(script.utf8), to: store.sandbox("editor"), mode: 0o777)
    return try store.store.funnel(["edit", path], environment: ["GIT_EDITOR": store.sandbox("editor")])
  }

  /// The texts that are kept, without what funnel keeps beside each.
  private func kept(_ store: CommandStore) throws -> [String] {
    var open = [try store.commonDirectory() + "/funnel/edit"]
    var found: [String] = []
    while let folder = open.popLast() {
      for name in try Files.list(folder) {
        let path = folder + "/" + name
        if FileStatus.of(path)?.kind == .directory {
          open.append(path)
        } else if name.hasSuffix(".json") {
          found.append(path)
        }
      }
    }
    return found
  }

  @Test("saved, unchanged, and a new document")
  func saves() throws {
    let store = try CommandStore()
    #expect(try edit(store, "users/ada", typing: "{\"name\": \"Edited\"}").status == 0)
    #expect(try store.run("get", "users/ada").text == "{\n  \"name\": \"Edited\",\n  \"seen\": 1\n}\n")
    #expect(try edit(store, "users/ada", typing: nil).text.contains("unchanged"))
    #expect(try edit(store, "notes/new", typing: "{\"a\": 1}").status == 0)
    #expect(try kept(store) == [] && store.dirt() == "")
    #expect(try store.folder.git("log", "-1", "--format=%B").contains("Funnel-Via: edit"))
  }

  @Test(
    "refused: the text is kept and named, and the next edit goes on with it",
    arguments: ["{\"nam\": \"X\"}", "{\"name\": ", "{\"name\": \"\"}"])
  func refused(_ text: String) throws {
    let store = try CommandStore()
    let before = try store.tree()
    let outcome = try edit(store, "users/ada", typing: text)
    #expect(
      outcome.status == 65 && outcome.errorText.contains("your text is kept in"), "\(outcome.errorText)")
    #expect(try store.tree() == before && store.dirt() == "" && kept(store).count == 1)
    // The editor is given what was typed, not what is stored.
    let again = try edit(store, "users/ada", typing: nil, first: "cp \"$1\" \(store.sandbox("given"))")
    #expect(String(decoding: try Files.read(store.sandbox("given")), as: UTF8.self) == text)
    #expect(try again.status == 65 && kept(store).count == 1)
    #expect(try edit(store, "users/ada", typing: "{\"name\": \"Good\"}").status == 0)
    #expect(try kept(store) == [])
  }

  @Test("the document changed meanwhile: refused, and the text kept")
  func changedMeanwhile() throws {
    let store = try CommandStore()
    let outcome = try edit(
      store, "users/ada", typing: "{\"name\": \"Mine\"}",
      first: "\(WorkFolder.binary) set users/ada name=Theirs >/dev/null")
    #expect(
      outcome.status == 75 && outcome.errorText.contains("changed while you edited"), "\(outcome.errorText)")
    #expect(try store.run("get", "users/ada").text.contains("Theirs") && kept(store).count == 1)
    // The kept text was made from another version: going on with it would undo what came between.
    let again = try edit(store, "users/ada", typing: nil)
    #expect(
      again.status == 75 && again.errorText.contains("funnel diff"), "\(again.status) \(again.errorText)")
    #expect(try store.run("get", "users/ada").text.contains("Theirs"))
    let text = try #require(try kept(store).first)
    #expect(try store.run("set", "users/ada", "--file", text).status == 0)
    #expect(try store.run("get", "users/ada").text.contains("Mine"))
    _ = try Files.remove(text)
    #expect(try edit(store, "users/ada", typing: nil).status == 0)
  }

  @Test("a text kept on one branch is not offered on another, nor one document's for another")
  func keptApart() throws {
    let store = try CommandStore()
    try store.folder.git("branch", "side")
    #expect(try edit(store, "users/ada", typing: "{\"name\": ").status == 65)
    let other = try edit(
      store, "users/ada__b", typing: nil, first: "cp \"$1\" \(store.sandbox("given"))")
    #expect(other.status == 0)
    #expect(try String(decoding: Files.read(store.sandbox("given")), as: UTF8.self) == "{}\n")
    #expect(try kept(store).count == 1)
  }

  @Test("an editor that fails writes nothing and keeps the text")
  func editorFails() throws {
    let store = try CommandStore()
    let before = try store.tree()
    let outcome = try edit(store, "users/ada", typing: "{\"name\": \"X\"}", status: 3)
    #expect(outcome.status == 74 && outcome.errorText.contains("nothing was written"))
    #expect(try store.tree() == before && kept(store).count == 1)
  }

  @Test("a hand edit of the document's file is in the way, and the text kept")
  func handEdit() throws {
    let store = try CommandStore()
    let outcome = try edit(
      store, "users/ada", typing: "{\"name\": \"X\"}",
      first: "echo '{\"name\": \"Mine\"}' > \(store.store.path)/data/users/ada.json")
    #expect(outcome.status == 75 && outcome.errorText.contains("kept in"), "\(outcome.errorText)")
    #expect(try store.store.read("data/users/ada.json")?.contains("Mine") == true && kept(store).count == 1)
  }
}
