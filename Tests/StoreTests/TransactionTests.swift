import FirestoreModel
import Git
import Platform
import Store
import TestSupport
import Testing

/// Read, check and write as one.
struct TransactionTests {
  @Test("what was read and changed meanwhile makes the transaction start again")
  func retries() throws {
    let store = try TestStore(schemas: [:])
    try store.set("n/counter", #"{"value": 1}"#)
    let path = try DocumentPath("n/counter")
    var runs = 0
    let outcome = try store.open().transact(options: store.options()) { (transaction) throws(StoreError) in
      let value = try transaction.get(path)?.fields["value"]
      runs += 1
      if runs == 1 { _ = try? store.set("n/counter", #"{"value": 10}"#) }
      guard case .integer(let number)? = value else { return }
      transaction.add(.set(Fields(unsorted: [("value", .integer(number + 1))]), at: path))
    }
    #expect(runs == 2 && outcome.isNew)
    #expect(try store.get("n/counter")?["value"] == .integer(11))
    #expect(try store.dirt() == "")
  }

  @Test("one that always loses gives up with what to do, and changes nothing")
  func givesUp() throws {
    let store = try TestStore(schemas: [:])
    let path = try DocumentPath("n/counter")
    var number = 0
    let failure = code {
      _ = try store.open().transact(options: store.options()) { (transaction) throws(StoreError) in
        _ = try transaction.get(path)
        number += 1
        _ = try? store.set("n/counter", "{\"value\": \(number)}")
        transaction.add(.set(Fields(), at: path))
      }
    }
    #expect(failure == "store/conflict" && number == 20)
    #expect(try store.get("n/counter")?["value"] == .integer(20))
  }

  @Test("a read of an absent document counts, one of an untouched document does not disturb")
  func reads() throws {
    let store = try TestStore(schemas: [:])
    var runs = 0
    _ = try store.open().transact(options: store.options()) { (transaction) throws(StoreError) in
      runs += 1
      let found = (try? DocumentPath("n/a")).map { path in (try? transaction.get(path)) ?? nil } ?? nil
      if runs == 1 { _ = try? store.set("n/a", "{}") }
      if let path = try? DocumentPath("n/b") {
        transaction.add(.set(Fields(unsorted: [("saw", .boolean(found != nil))]), at: path))
      }
    }
    #expect(runs == 2)
    #expect(try store.get("n/b")?["saw"] == .boolean(true))
  }

  @Test("preconditions: existence and update time")
  func preconditions() throws {
    let store = try TestStore(schemas: [:])
    let path = try DocumentPath("n/a")
    #expect(code { try store.write(.delete(path, precondition: .exists(true))) } != nil)
    let made = try store.write(.set(Fields(), at: path, precondition: .exists(false)))
    #expect(code { try store.write(.set(Fields(), at: path, precondition: .exists(false))) } != nil)
    let one = Fields(unsorted: [("x", .integer(1))])
    let next = try store.write(.set(one, at: path, precondition: .updateTime(made.time)))
    #expect(code { try store.write(.set(Fields(), at: path, precondition: .updateTime(made.time))) } != nil)
    try store.write(.set(Fields(), at: path, precondition: .updateTime(next.time)))
    #expect(try store.folder.git("rev-list", "--count", "HEAD") == "4")
  }

  @Test("--if-unchanged compares the data/ file and not the counters")
  func unchanged() throws {
    let store = try TestStore()
    try store.set("users/ada", #"{"name": "Ada", "seen": 1}"#)
    let path = try DocumentPath("users/ada")
    let then = try store.open().tip(of: nil).description
    try store.set("users/ada", #"{"name": "Ada", "seen": 2}"#)
    func attempt() throws {
      let open = try store.open()
      _ = try open.transact(options: store.options()) { (transaction) throws(StoreError) in
        try open.checkUnchanged(path, since: then, in: transaction)
        try transaction.replace(path, with: Fields(unsorted: [("name", .string("B"))]))
      }
    }
    try attempt()
    #expect(code { try attempt() } == "store/changed")
  }

  @Test("two commits within one microsecond, and a clock that goes back, still have rising times")
  func risingTimes() throws {
    let store = try TestStore(schemas: [:])
    let open = try store.open()
    var last: Int64 = 0
    for number in 0..<4 {
      let options = WriteOptions(
        author: ("A", "a"), now: { 1_767_225_700_000_000 - Int64(number) * 3_000_000 })
      let outcome = try open.write(
        [.set(Fields(unsorted: [("x", .integer(Int64(number)))]), at: DocumentPath("n/a"))], options: options)
      #expect(outcome.time.microsecondsSince1970 > last)
      last = outcome.time.microsecondsSince1970
      #expect(try open.entry(of: outcome.commit).time == last)
      // Another process, without what this one remembers, says the same.
      #expect(try store.open().entry(of: outcome.commit).time == last)
      #expect(try open.entry(of: outcome.commit).claims.isFirsthand)
    }
    #expect(last == 1_767_225_700_000_003)
  }
}
