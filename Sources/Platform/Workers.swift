#if canImport(Glibc)
  internal import Glibc
#endif

/// A few threads for work that is computing only.
public enum Workers {
  /// Processors that this process may run on, at most `limit`.
  public static func count(limit: Int = 8) -> Int { max(1, min(limit, sysconf(Int32(_SC_NPROCESSORS_ONLN)))) }

  /// Calls `body` with 0 up to `count - 1`, each on a thread of its own, the last on this one; ends when all have.
  ///
  /// `body` must not touch what another number's call writes. Where the system gives no thread, the work is done here.
  public static func run(_ count: Int, _ body: @Sendable (Int) -> Void) {
    withoutActuallyEscaping(body) { body in
      var threads: [pthread_t] = []
      var here: [Int] = []
      for number in 0..<max(0, count - 1) {
        let task = Unmanaged.passRetained(Task(number: number, body: body))
        var thread = pthread_t()
        let failure = pthread_create(
          &thread, nil,
          { raw in
            guard let raw else { return nil }
            let task = Unmanaged<Task>.fromOpaque(raw).takeRetainedValue()
            task.body(task.number)
            return nil
          }, task.toOpaque())
        if failure == 0 {
          threads.append(thread)
        } else {
          task.release()
          here.append(number)
        }
      }
      if count > 0 { here.append(count - 1) }
      for number in here { body(number) }
      for thread in threads { pthread_join(thread, nil) }
    }
  }

  private final class Task {
    let number: Int
    let body: @Sendable (Int) -> Void

    init(number: Int, body: @escaping @Sendable (Int) -> Void) {
      self.number = number
      self.body = body
    }
  }
}
