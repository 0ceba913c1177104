internal import Glibc
internal import Platform
internal import Synchronization

/// A folder of its own for one test, removed together with the value.
public final class Sandbox: Sendable {
  /// Absolute, with links resolved.
  public let path: String

  /// Made in memory where that is possible (`/dev/shm`), since every write of ours waits for the disk.
  public init() throws {
    HermeticEnvironment.prepare()
    let base =
      getenv("FUNNEL_TEST_DIR").map { String(cString: $0) }
      ?? (access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp")
    var template = Array((base + "/funnel-test-XXXXXX").utf8CString)
    guard let made = mkdtemp(&template) else {
      throw CommandFailure("cannot make a folder in \(base): error \(errno)")
    }
    let name = String(cString: made)
    let resolved = Files.resolve(name) ?? name
    path = resolved
    Sandbox.living.withLock { _ = $0.insert(resolved) }
  }

  deinit {
    let path = path
    Sandbox.living.withLock { _ = $0.remove(path) }
    Sandbox.remove(path)
  }

  private static func remove(_ path: String) { _ = try? Command.run(["rm", "-rf", path], in: "/") }

  /// Sandboxes that are not removed yet; those that live as long as the process go with it.
  private static let living: Mutex<Set<String>> = {
    atexit { for path in Sandbox.living.withLock({ $0 }) { Sandbox.remove(path) } }
    return Mutex([])
  }()

  /// A path in the sandbox.
  public func callAsFunction(_ name: String) -> String { path + "/" + name }
}

/// Git and funnel as if on a fresh machine: no settings of the machine's or the user's.
public enum HermeticEnvironment {
  private static let home: String = {
    let folder = "/tmp/funnel-test-home"
    mkdir(folder, 0o755)
    setenv("HOME", folder, 1)
    return folder
  }()

  /// For code under test in this very process. HOME is there already, so replacing it moves no other variable.
  static func prepare() { _ = home }

  /// The variables of a child process.
  public static var variables: [String: String] {
    [
      "PATH": getenv("PATH").map { String(cString: $0) } ?? "/usr/bin:/bin", "HOME": home,
      "GIT_CONFIG_GLOBAL": "/dev/null",
      "GIT_CONFIG_NOSYSTEM": "1", "GIT_TERMINAL_PROMPT": "0", "LC_ALL": "C", "TZ": "UTC",
      "GIT_AUTHOR_NAME": "Ada",
      "GIT_AUTHOR_EMAIL": "ada@example.com", "GIT_COMMITTER_NAME": "Ada",
      "GIT_COMMITTER_EMAIL": "ada@example.com",
      "GIT_CONFIG_COUNT": "1", "GIT_CONFIG_KEY_0": "init.defaultBranch", "GIT_CONFIG_VALUE_0": "main",
      "NO_COLOR": "1",
    ]
  }
}

/// A child process that did not do what a test needs.
public struct CommandFailure: Error, CustomStringConvertible {
  public let description: String
  public init(_ description: String) { self.description = description }
}
