package dev.strongroom.trust;

/// What is signed.
public sealed interface SignatureInput {
  /// A digest; for HMAC and ML-DSA, the message itself.
  record Value(byte[] bytes) implements SignatureInput {}

  /// A message in a context of up to 255 bytes, for ML-DSA (FIPS 204, 5.2).
  record InContext(byte[] message, byte[] context) implements SignatureInput {}

  /// The 64 bytes that ML-DSA makes of key, context and message first (FIPS 204, 6.2), made by the
  /// caller.
  record ExternalMu(byte[] mu) implements SignatureInput {}
}
