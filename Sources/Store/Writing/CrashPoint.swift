internal import Platform

#if DEBUG
  internal import Glibc
#endif

/// Named steps of a write at which a test can kill the process. Only debug builds have them.
package enum CrashPoint: String, CaseIterable {
  case locked
  case objectsWritten = "objects-written"
  case journaled
  case fileWritten = "file-written"
  case filesWritten = "files-written"
  case indexWritten = "index-written"
  case branchMoved = "branch-moved"
  case journalRemoved = "journal-removed"

  /// Dies here, as by `kill -9`, when `FUNNEL_CRASH_AT` names this step; waits for SIGCONT when `FUNNEL_STOP_AT` does.
  package func reach() {
    #if DEBUG
      if Environment["FUNNEL_CRASH_AT"] == rawValue { kill(getpid(), SIGKILL) }
      if Environment["FUNNEL_STOP_AT"] == rawValue { kill(getpid(), SIGSTOP) }
    #endif
  }
}
