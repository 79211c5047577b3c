package dev.strongroom.trust;

/// A key whose private half lives in this process.
///
/// Opening one costs as much as several operations with it, and an RSA key is slow at first use; so
/// whoever uses a key often keeps it open, and closes it when it is dropped.
public sealed interface SoftwareKey extends KeyOperations permits OctKey, SoftwarePair {
  /// The whole key, to be sealed; [SoftwareKeys#decode] brings it back.
  SecretBytes encoded();

  /// The private half for another party: PKCS #8 for a pair, bare bytes for a symmetric key.
  SecretBytes exported();
}
