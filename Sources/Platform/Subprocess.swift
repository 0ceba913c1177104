#if canImport(Glibc)
  internal import Glibc
#endif

/// Another program, run to its end: hooks, `gpg`, an editor.
public enum Subprocess {
  public struct Outcome: Sendable {
    /// Exit status, or 128 + signal.
    public let status: Int32
    public let output: [UInt8]
  }

  /// Runs `arguments[0]` (searched in PATH) and waits.
  ///
  /// - Parameters:
  ///   - environment: variables set on top of ours.
  ///   - input: bytes for its standard input; nil inherits ours.
  ///   - capture: collect its standard output; otherwise it goes to ours, or to our standard error when
  ///     `outputToStandardError` (hooks must not write between our data).
  public static func run(
    _ arguments: [String], environment: [String: String] = [:], directory: String? = nil,
    input: [UInt8]? = nil,
    capture: Bool = false, outputToStandardError: Bool = false
  ) throws(FileError) -> Outcome {
    guard let program = arguments.first else { throw FileError("run", "", EINVAL) }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    var inputPipe: [Int32] = [-1, -1]
    var outputPipe: [Int32] = [-1, -1]
    if input != nil {
      guard openPipe(&inputPipe) else { throw FileError("run", program, errno) }
      posix_spawn_file_actions_adddup2(&actions, inputPipe[0], STDIN_FILENO)
    }
    if capture {
      guard openPipe(&outputPipe) else { throw FileError("run", program, errno) }
      posix_spawn_file_actions_adddup2(&actions, outputPipe[1], STDOUT_FILENO)
    } else if outputToStandardError {
      posix_spawn_file_actions_adddup2(&actions, STDERR_FILENO, STDOUT_FILENO)
    }
    // POSIX has no portable way to spawn in another directory; the shell does.
    let command =
      directory.map { ["sh", "-c", "cd \"$1\" && shift && exec \"$@\"", "sh", $0] + arguments } ?? arguments
    // Interrupts that wait for a write of ours are not the child's business: Ctrl-C must end a hook that hangs.
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var none = sigset_t()
    sigemptyset(&none)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))
    var pid = pid_t()
    let failure = withCStrings(command) { argv in
      withCStrings(merged(environment)) { envp in
        posix_spawnp(&pid, command[0], &actions, &attributes, argv, envp)
      }
    }
    if inputPipe[0] >= 0 { close(inputPipe[0]) }
    if outputPipe[1] >= 0 { close(outputPipe[1]) }
    guard failure == 0 else {
      if inputPipe[1] >= 0 { close(inputPipe[1]) }
      if outputPipe[0] >= 0 { close(outputPipe[0]) }
      throw FileError("run", program, failure)
    }
    var output: [UInt8] = []
    if let input {
      // Inputs are small (a commit to sign): they fit in a pipe's buffer, so writing first cannot deadlock
      // for long; larger ones are written in the loop below by the kernel's own back-pressure.
      _ = input.withUnsafeBytes { write(inputPipe[1], $0.baseAddress, $0.count) }
      close(inputPipe[1])
    }
    if capture {
      output = (try? Files.read(descriptor: outputPipe[0], name: program, limit: .max)) ?? []
      close(outputPipe[0])
    }
    var status: Int32 = 0
    while waitpid(pid, &status, 0) < 0, errno == EINTR {}
    let signal = status & 0x7F
    return Outcome(status: signal == 0 ? (status >> 8) & 0xFF : 128 + signal, output: output)
  }

  private static func openPipe(_ ends: inout [Int32]) -> Bool {
    guard pipe(&ends) == 0 else { return false }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    return true
  }

  private static func merged(_ extra: [String: String]) -> [String] {
    var result: [String] = []
    var pointer = environ
    while let entry = pointer.pointee {
      let text = String(cString: entry)
      let name = text.prefix { $0 != "=" }
      if extra[String(name)] == nil { result.append(text) }
      pointer += 1
    }
    return result + extra.map { "\($0.key)=\($0.value)" }
  }

  private static func withCStrings<R>(
    _ strings: [String], _ body: (UnsafePointer<UnsafeMutablePointer<CChar>?>) -> R
  ) -> R {
    var pointers: [UnsafeMutablePointer<CChar>?] = strings.map { strdup($0) }
    pointers.append(nil)
    defer { for pointer in pointers { free(pointer) } }
    return pointers.withUnsafeBufferPointer { buffer in
      guard let base = buffer.baseAddress else {
        preconditionFailure("a list with its terminator is never empty")
      }
      return body(base)
    }
  }
}
