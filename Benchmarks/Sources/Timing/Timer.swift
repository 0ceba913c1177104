import Glibc

/// Runs a body over all documents again and again, and prints the CPU time of a call.
public struct Timer {
  private let documentCount: Int
  /// Rounds whose minimum and median are told.
  private let rounds = 15
  /// The one measure to run; nil for all.
  private let only: String?

  /// - Parameter variable: of the environment, which may name the one measure to run.
  public init(documentCount: Int, only variable: String) {
    self.documentCount = documentCount
    only = getenv(variable).map { String(cString: $0) }
  }

  /// - Parameters:
  ///   - calls: in one round, or one for each document; fewer for what is slow.
  ///   - body: gets a document's index, and gives a number so that the optimiser cannot drop it.
  public func measure(_ name: String, calls: Int = 2_000, _ body: (Int) throws -> Int) rethrows {
    guard only == nil || only == name else { return }
    let passes = max(1, calls / documentCount)
    var times: [Double] = []
    var sum = 0
    for round in 0...rounds {
      let start = nanoseconds()
      for _ in 0..<passes {
        for index in 0..<documentCount { sum &+= try body(index) }
      }
      let elapsed = Double(nanoseconds() - start) / Double(passes * documentCount)
      // The first round warms the caches.
      if round > 0 { times.append(elapsed) }
    }
    times.sort()
    let number = { (value: Double) in String(Int((value * 10).rounded())) }
    let line =
      "{\"name\":\"\(name)\",\"minimum\":\(number(times[0]))e-1,\"median\":\(number(times[rounds / 2]))e-1}"
    print(sum == .min ? "" : line)
  }

  private func nanoseconds() -> Int64 {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
  }
}
