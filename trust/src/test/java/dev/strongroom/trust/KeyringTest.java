package dev.strongroom.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strongroom.trust.Keyring.KeyName;
import java.security.SecureRandom;
import org.junit.jupiter.api.Test;

class KeyringTest {
  private static final Providers JDK = Providers.jdkOnly();
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final KeyName NAME = new KeyName("vault-1", "values", 1);
  private static final Binding PLACE = Binding.of("somewhere");

  private final RootKey root = root("33");
  private final Keyring ring = new Keyring(root, JDK, RANDOM);

  @Test
  void aWrappedKeyComesBackAsTheSameKey() {
    byte[] wrapped = ring.create(NAME);
    byte[] sealed = ring.unwrap(NAME, wrapped).seal(PLACE, SecretBytes.utf8("s3cret"));
    SealingKey again = new Keyring(root("33"), JDK, RANDOM).unwrap(NAME, wrapped);
    assertThat(again.open(PLACE, sealed)).isEqualTo(SecretBytes.utf8("s3cret"));
    assertThat(again.version()).isEqualTo(1);
    assertThat(ring.rootId()).isEqualTo(root.id());
  }

  @Test
  void noTwoKeysAreTheSame() {
    byte[] sealed = ring.unwrap(NAME, ring.create(NAME)).seal(PLACE, SecretBytes.utf8("s3cret"));
    SealingKey other = ring.unwrap(NAME, ring.create(NAME));
    assertThatThrownBy(() -> other.open(PLACE, sealed)).isInstanceOf(Tampered.class);
  }

  @Test
  void aWrappedKeyOpensOnlyForItsName() {
    byte[] wrapped = ring.create(NAME);
    assertRefused(ring, new KeyName("vault-2", "values", 1), wrapped);
    assertRefused(ring, new KeyName("vault-1", "backups", 1), wrapped);
    assertRefused(ring, new KeyName("vault-1", "values", 2), wrapped);
  }

  @Test
  void aWrappedKeyOpensOnlyUnderItsRootKey() {
    assertRefused(new Keyring(root("34"), JDK, RANDOM), NAME, ring.create(NAME));
  }

  @Test
  void aMixedUpRootKeyIsNoticed() {
    ring.expectRoot(root("33").id());
    assertThatThrownBy(() -> ring.expectRoot("00112233445566778899aabbccddeeff"))
        .isInstanceOf(SealRefused.class)
        .hasMessageStartingWith("The root key that was opened (" + root.id() + ") is not the one")
        .hasMessageContaining("(00112233445566778899aabbccddeeff)");
  }

  /// A sealed value is no wrapped key, and a wrapped key no sealed value.
  @Test
  void wrappingAndSealingAreApart() {
    SealingKey key = ring.unwrap(NAME, ring.create(NAME));
    byte[] sealed = key.seal(PLACE, SecretBytes.owning(new byte[32]));
    assertRefused(ring, NAME, sealed);
    assertThatThrownBy(() -> key.open(PLACE, ring.create(NAME))).isInstanceOf(Tampered.class);
  }

  private static RootKey root(String octet) {
    return new SoftwareRootKey(SecretBytes.owning(Hex.bytes(octet.repeat(32))), JDK, RANDOM);
  }

  private static void assertRefused(Keyring by, KeyName name, byte[] wrapped) {
    assertThatThrownBy(() -> by.unwrap(name, wrapped)).isInstanceOf(Tampered.class);
  }
}
