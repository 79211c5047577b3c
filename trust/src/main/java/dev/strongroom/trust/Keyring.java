package dev.strongroom.trust;

import java.security.SecureRandom;

/// Makes the keys that seal values, and keeps them wrapped under the root key. What it hands out
/// wrapped can lie in the database; it opens only for the name it was wrapped for.
public final class Keyring {
  private static final String DOMAIN = "strongroom wrapped key, 1";

  /// Whose key it is (a vault's id, or the server's), what for, and which version of it.
  public record KeyName(String owner, String purpose, int version) {
    private Binding binding() {
      return Binding.of(DOMAIN, owner, purpose, Integer.toString(version));
    }
  }

  private final RootKey root;
  private final Providers providers;
  private final SecureRandom random;

  public Keyring(RootKey root, Providers providers, SecureRandom random) {
    this.root = root;
    this.providers = providers;
    this.random = random;
  }

  /// The check value of the root key.
  public String rootId() {
    return root.id();
  }

  /// Whether the root key can be used now.
  public boolean present() {
    return root.present();
  }

  /// Notices a database and a root key that do not belong together before anything is opened.
  ///
  /// @param id the check value that the database remembers
  /// @throws SealRefused when it is another one
  public void expectRoot(String id) {
    if (!root.id().equals(id)) {
      throw Seal.otherRoot(root.id(), id);
    }
  }

  /// Makes a new key and returns it wrapped; the key itself is forgotten.
  public byte[] create(KeyName name) {
    byte[] bytes = new byte[Algorithms.AES_KEY_BYTES];
    random.nextBytes(bytes);
    try (SecretBytes key = SecretBytes.owning(bytes)) {
      return root.wrap(name.binding(), key);
    }
  }

  /// The same key, wrapped by the root key of `to`.
  ///
  /// @throws Tampered when this was not wrapped by this root key for this name
  public byte[] rewrap(KeyName name, byte[] wrapped, Keyring to) {
    try (SecretBytes key = root.unwrap(name.binding(), wrapped)) {
      return to.root.wrap(name.binding(), key);
    }
  }

  /// @throws Tampered when this was not wrapped by this root key for this name
  public SealingKey unwrap(KeyName name, byte[] wrapped) {
    try (SecretBytes key = root.unwrap(name.binding(), wrapped)) {
      return new SealingKey(name.version(), key, providers, random);
    }
  }
}
