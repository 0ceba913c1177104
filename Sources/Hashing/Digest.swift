internal import CMbedCrypto

/// SHA-1 and SHA-256, from mbedTLS: for git's index checksum and for fan-out folders. Never for secrets.
public enum Digest {
  /// The 20 bytes of SHA-1 (FIPS 180-4). Without collision detection: only for bytes that we wrote ourselves.
  public static func sha1(_ bytes: UnsafeRawBufferPointer) -> [UInt8] {
    [UInt8](unsafeUninitializedCapacity: 20) { buffer, count in
      _ = mbedtls_sha1_ret(
        bytes.baseAddress?.assumingMemoryBound(to: UInt8.self), bytes.count, buffer.baseAddress)
      count = 20
    }
  }

  /// The 32 bytes of SHA-256 (FIPS 180-4).
  public static func sha256(_ bytes: [UInt8]) -> [UInt8] {
    [UInt8](unsafeUninitializedCapacity: 32) { buffer, count in
      _ = bytes.withUnsafeBufferPointer {
        mbedtls_sha256_ret($0.baseAddress, $0.count, buffer.baseAddress, 0)
      }
      count = 32
    }
  }
}
