internal import Glibc
internal import Platform

/// Child processes of tests, in the hermetic environment.
public enum Command {
  /// How a process ended and what it wrote.
  public struct Outcome: Sendable {
    /// Exit status, or 128 + signal.
    public let status: Int32
    public let output: [UInt8]
    public let errors: [UInt8]

    public var text: String { String(decoding: output, as: UTF8.self) }
    public var errorText: String { String(decoding: errors, as: UTF8.self) }
  }

  /// A process under way; its output goes to files, so that nobody must read along.
  public struct Running: Sendable {
    public let pid: Int32
    let output: Int32
    let errors: Int32

    public func kill(_ signal: Int32) { _ = Glibc.kill(pid, signal) }

    /// What it has written to standard output so far.
    public func outputSoFar() throws -> [UInt8] { try Command.contents(output) }

    /// Waits for the end. Call it once.
    public func wait() throws -> Outcome {
      var status: Int32 = 0
      while waitpid(pid, &status, 0) < 0, errno == EINTR {}
      let outcome = Outcome(
        status: status & 0x7F == 0 ? (status >> 8) & 0xFF : 128 + (status & 0x7F),
        output: try Command.contents(output),
        errors: try Command.contents(errors))
      close(output)
      close(errors)
      return outcome
    }
  }

  /// Runs a program to its end.
  ///
  /// - Parameters:
  ///   - environment: on top of the hermetic one; an empty value takes a variable away.
  ///   - input: its standard input; empty if nil.
  public static func run(
    _ arguments: [String], in directory: String, environment: [String: String] = [:], input: [UInt8]? = nil
  ) throws -> Outcome {
    try start(arguments, in: directory, environment: environment, input: input).wait()
  }

  public static func start(
    _ arguments: [String], in directory: String, environment: [String: String] = [:], input: [UInt8]? = nil
  ) throws -> Running {
    let output = try anonymousFile()
    let errors = try anonymousFile()
    var inputFile: Int32 = -1
    if let input {
      inputFile = try anonymousFile()
      var done = 0
      while done < input.count {
        let wrote = input.withUnsafeBytes {
          write(inputFile, $0.baseAddress?.advanced(by: done), input.count - done)
        }
        guard wrote > 0 else { throw CommandFailure("cannot write a child's input: error \(errno)") }
        done += wrote
      }
      lseek(inputFile, 0, SEEK_SET)
    }
    defer { if inputFile >= 0 { close(inputFile) } }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    if inputFile >= 0 {
      posix_spawn_file_actions_adddup2(&actions, inputFile, STDIN_FILENO)
    } else {
      posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
    }
    posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO)
    posix_spawn_file_actions_adddup2(&actions, errors, STDERR_FILENO)
    var variables = HermeticEnvironment.variables
    for (name, value) in environment { variables[name] = value.isEmpty ? nil : value }
    // The threads of a test run have signals blocked, which a child would inherit.
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var none = sigset_t()
    sigemptyset(&none)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))
    var pid = pid_t()
    // `env -C` changes the folder and becomes the program: POSIX cannot spawn elsewhere.
    let failure = withCStrings(["env", "-C", directory] + arguments) { argv in
      withCStrings(variables.map { "\($0.key)=\($0.value)" }) { envp in
        posix_spawnp(&pid, "env", &actions, &attributes, argv, envp)
      }
    }
    guard failure == 0 else {
      throw CommandFailure("cannot run \(arguments[0]) in \(directory): error \(failure)")
    }
    return Running(pid: pid, output: output, errors: errors)
  }

  private static func anonymousFile() throws -> Int32 {
    var template = Array("/tmp/funnel-test-out-XXXXXX".utf8CString)
    let descriptor = mkstemp(&template)
    if descriptor >= 0 {
      unlink(template)
      _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
    }
    guard descriptor >= 0 else { throw CommandFailure("cannot make a temporary file: error \(errno)") }
    return descriptor
  }

  private static func contents(_ descriptor: Int32) throws -> [UInt8] {
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 65_536)
    while true {
      let got = pread(descriptor, &chunk, chunk.count, off_t(bytes.count))
      guard got > 0 else { return bytes }
      bytes += chunk[..<got]
    }
  }

  private static func withCStrings<R>(
    _ strings: [String], _ body: (UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>) -> R
  ) -> R {
    var pointers: [UnsafeMutablePointer<CChar>?] = strings.map { strdup($0) }
    pointers.append(nil)
    defer { for pointer in pointers { free(pointer) } }
    return body(&pointers)
  }
}

/// A folder in which tests run git and funnel.
public struct WorkFolder: Sendable {
  public let path: String

  public init(_ path: String) { self.path = path }

  /// The binary that was built together with these tests.
  public static let binary: String = {
    if let given = getenv("FUNNEL_BINARY") { return String(cString: given) }
    return Files.parent(of: Files.resolve("/proc/self/exe") ?? "") + "/funnel"
  }()

  /// git's standard output without its last line feed; any other exit code than 0 is an error.
  @discardableResult
  public func git(_ arguments: String..., input: String? = nil) throws -> String {
    let outcome = try Command.run(["git"] + arguments, in: path, input: input.map { Array($0.utf8) })
    guard outcome.status == 0 else {
      throw CommandFailure(
        "git \(arguments.joined(separator: " ")) ended with \(outcome.status): \(outcome.errorText)")
    }
    var bytes = outcome.output
    if bytes.last == 0x0A { bytes.removeLast() }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// git's exit code, output and errors.
  public func tryGit(_ arguments: String...) throws -> Command.Outcome {
    try Command.run(["git"] + arguments, in: path)
  }

  public func funnel(
    _ arguments: [String], environment: [String: String] = [:], input: String? = nil
  ) throws -> Command.Outcome {
    try Command.run(
      [Self.binary] + arguments, in: path, environment: environment, input: input.map { Array($0.utf8) })
  }

  public func write(_ name: String, _ text: String) throws { try write(name, Array(text.utf8)) }

  public func write(_ name: String, _ bytes: [UInt8]) throws {
    try Files.makeDirectories(Files.parent(of: path + "/" + name))
    try Files.write(bytes, to: path + "/" + name)
  }

  /// A file's text; nil when it is not there.
  public func read(_ name: String) throws -> String? {
    try Files.readIfPresent(path + "/" + name).map { String(decoding: $0, as: UTF8.self) }
  }

  public func exists(_ name: String) -> Bool { FileStatus.of(path + "/" + name) != nil }
}
