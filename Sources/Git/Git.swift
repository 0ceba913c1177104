internal import CLibgit2

/// Starts libgit2.
public func start() { _ = git_libgit2_init(); _ = funnel_git_set_fsync(1) }
