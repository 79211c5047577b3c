package dev.strongroom.trust;

/// The key above all keys. It wraps other keys and does nothing else; it never leaves, so that it
/// can live in an HSM.
public sealed interface RootKey extends AutoCloseable permits SoftwareRootKey {
  /// A check value: the same for the same root key, and no help in finding it. A database remembers
  /// it, so that a database and a root key that do not belong together are noticed at the start.
  String id();

  byte[] wrap(Binding binding, SecretBytes key);

  /// @throws Tampered when the bytes were not wrapped by this root key for this place
  SecretBytes unwrap(Binding binding, byte[] wrapped);

  /// Wipes it.
  @Override
  void close();
}
