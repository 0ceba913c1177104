internal import Diagnostics
internal import Platform

extension Store {
  /// How long a funnel waits for another one; `FUNNEL_LOCK_SECONDS` replaces it for whoever cannot wait so long.
  static var lockSeconds: Double { Environment["FUNNEL_LOCK_SECONDS"].flatMap(Double.init) ?? 30 }

  /// Runs `body` as the only funnel that writes to this repository, after setting right what a dead one left.
  ///
  /// - Throws: `store/locked` (retry) when another one has had the lock all that time.
  package func withLock<R>(_ body: () throws(StoreError) -> R) throws(StoreError) -> R {
    try storing { () throws(FileError) in try Files.makeDirectories(stateDirectory) }
    let seconds = Store.lockSeconds
    guard
      let lock = try storing({ () throws(FileError) in
        try FileLock(stateDirectory + "/lock", waitingSeconds: seconds)
      })
    else {
      throw StoreError(
        "store/locked", "another funnel has been writing to this repository for \(Int(seconds)) seconds",
        hint: "try again when it is done", kind: .retry)
    }
    defer { withExtendedLifetime(lock) {} }
    if Recovery.isNeeded(self) { try Recovery(store: self).run() }
    return try body()
  }

  /// Sets right what a dead funnel left behind, if there is anything and nobody is writing now. What every command
  /// does first; costs one directory listing.
  public func recoverIfNeeded() throws(StoreError) {
    guard Recovery.isNeeded(self) else { return }
    let lock = try storing { () throws(FileError) in try FileLock(stateDirectory + "/lock", waitingSeconds: 0)
    }
    guard let lock else { return }
    defer { withExtendedLifetime(lock) {} }
    try Recovery(store: self).run()
  }
}
