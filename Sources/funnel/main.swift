import Platform

// What needs no argument parser is answered before it: it costs a millisecond.
let arguments = Array(CommandLine.arguments.dropFirst())
if arguments == ["--version"] {
  Files.writeStandardOutput(Array("funnel \(Version.current)\n".utf8))
} else {
  Signals.exitOnInterrupt()
  Launcher.run(arguments)
}
