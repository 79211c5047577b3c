package dev.strongroom.trust;

/// The key above all keys. It wraps other keys and does nothing else; it never leaves, so that it
/// can live in an HSM.
public sealed interface RootKey extends AutoCloseable permits SoftwareRootKey, HsmRootKey {
  /// A check value: the same for the same root key, and no help in finding it. A database remembers
  /// it, so that a database and a root key that do not belong together are noticed at the start.
  String id();

  /// @throws HsmAway when it lies in an HSM that cannot be used now
  byte[] wrap(Binding binding, SecretBytes key);

  /// @throws HsmAway when it lies in an HSM that cannot be used now
  /// @throws Tampered when the bytes were not wrapped by this root key for this place
  SecretBytes unwrap(Binding binding, byte[] wrapped);

  /// Whether it can be used now.
  boolean present();

  /// Wipes it from memory, or lets go of the HSM that it lies in.
  @Override
  void close();
}
