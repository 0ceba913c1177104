internal import CDeflate

/// Inflates whole zlib streams of known size by libdeflate, in half of zlib's time. For one thread at a time.
final class Inflater {
  private let decompressor: OpaquePointer

  /// nil without memory.
  init?() {
    guard let decompressor = libdeflate_alloc_decompressor() else { return nil }
    self.decompressor = decompressor
  }

  deinit { libdeflate_free_decompressor(decompressor) }

  /// Inflates the stream at the start of `source`, whatever follows it.
  ///
  /// - Returns: whether there is a whole stream, its checksum right, that fills `space` to its last byte.
  func inflate(_ source: UnsafeRawBufferPointer, into space: UnsafeMutableRawBufferPointer) -> Bool {
    var used = 0
    var made = 0
    // An empty buffer may have no address, which libdeflate would write to.
    var nothing: UInt8 = 0
    return withUnsafeMutablePointer(to: &nothing) { nothing in
      libdeflate_zlib_decompress_ex(
        decompressor, source.baseAddress, source.count, space.baseAddress ?? UnsafeMutableRawPointer(nothing),
        space.count, &used, &made) == LIBDEFLATE_SUCCESS && made == space.count
    }
  }

  /// How an inflation into a space of unknown fit went.
  enum Outcome {
    case done(Int)
    case tooShort
    case damaged
  }

  /// Inflates the stream at the start of `source`, of unknown length.
  func inflate(_ source: UnsafeRawBufferPointer, intoAtMost space: UnsafeMutableRawBufferPointer) -> Outcome {
    var used = 0
    var made = 0
    let result = libdeflate_zlib_decompress_ex(
      decompressor, source.baseAddress, source.count, space.baseAddress, space.count, &used, &made)
    if result == LIBDEFLATE_SUCCESS { return .done(made) }
    return result == LIBDEFLATE_INSUFFICIENT_SPACE ? .tooShort : .damaged
  }

  /// As above, into a new array.
  func inflate(_ source: UnsafeRawBufferPointer, size: Int) -> [UInt8]? {
    var isWhole = false
    let bytes = [UInt8](unsafeUninitializedCapacity: size) { space, count in
      isWhole = inflate(
        source, into: UnsafeMutableRawBufferPointer(rebasing: UnsafeMutableRawBufferPointer(space)[..<size]))
      count = isWhole ? size : 0
    }
    return isWhole ? bytes : nil
  }
}
