package dev.strongroom.trust;

/// What a key can be told to do, by the name that JOSE or PKCS #11 gives it.
public sealed interface KeyAlgorithm permits SignatureAlgorithm, EncryptionAlgorithm, KeyTransport {
  String label();

  /// Whether keys of this specification do it.
  boolean fits(KeySpec key);
}
