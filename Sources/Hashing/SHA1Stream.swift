internal import CMbedCrypto

/// SHA-1 over bytes that come in pieces.
public final class SHA1Stream {
  private let context: UnsafeMutablePointer<mbedtls_sha1_context>

  public init() {
    context = .allocate(capacity: 1)
    mbedtls_sha1_init(context)
    _ = mbedtls_sha1_starts_ret(context)
  }

  deinit {
    mbedtls_sha1_free(context)
    context.deallocate()
  }

  public func update(_ bytes: UnsafeRawBufferPointer) {
    _ = mbedtls_sha1_update_ret(context, bytes.baseAddress?.assumingMemoryBound(to: UInt8.self), bytes.count)
  }

  public func update(_ bytes: [UInt8]) { bytes.withUnsafeBytes { update($0) } }

  /// The 20 bytes; the stream starts anew afterwards.
  public func finish() -> [UInt8] {
    let digest = [UInt8](unsafeUninitializedCapacity: 20) { buffer, count in
      _ = mbedtls_sha1_finish_ret(context, buffer.baseAddress)
      count = 20
    }
    _ = mbedtls_sha1_starts_ret(context)
    return digest
  }
}
