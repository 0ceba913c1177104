import ECMARegex
import Testing

struct Placeholder { @Test func x() {} }
