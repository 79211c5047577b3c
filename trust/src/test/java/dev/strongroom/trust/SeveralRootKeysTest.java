package dev.strongroom.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A seal after a rotation: two root keys lie under it, and each is found by its check value.
class SeveralRootKeysTest {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final Providers JDK = Providers.jdkOnly();
  private static final Binding PLACE = Binding.of("a", "b");
  private static final SecretBytes KEY = SecretBytes.utf8("32 bytes of a key, as it happens");

  private enum Kind {
    FILE,
    PASSPHRASE,
    HSM
  }

  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource(Kind.class)
  void eachIsFoundByItsId(Kind kind) {
    Seal seal = seal(kind);
    byte[] before;
    byte[] after;
    String oldId;
    String newId;
    try (RootKey first = seal.create(RANDOM)) {
      oldId = first.id();
      before = first.wrap(PLACE, KEY);
      Seal.Draft draft = seal.draft(RANDOM);
      newId = draft.id();
      assertThat(seal.ids(RANDOM)).as("a draft is nowhere yet").containsExactly(oldId);
    }
    Seal.Draft draft = seal.draft(RANDOM);
    try (RootKey second = draft.make()) {
      assertThat(second.id()).isEqualTo(draft.id()).isNotEqualTo(newId);
      newId = second.id();
      after = second.wrap(PLACE, KEY);
    }
    assertThat(seal.ids(RANDOM)).containsExactlyInAnyOrder(oldId, newId);
    assertThatThrownBy(() -> seal.unseal(RANDOM))
        .isInstanceOf(SealRefused.class)
        .hasMessageContaining("several root keys");
    assertOpens(seal, oldId, before);
    assertOpens(seal, newId, after);
    String stranger = "0".repeat(newId.length());
    assertThatThrownBy(() -> seal.unseal(RANDOM, stranger))
        .isInstanceOf(SealRefused.class)
        .hasMessageContaining("is not the one that this database was sealed under (" + stranger);

    seal.destroy(RANDOM, stranger);
    assertThat(seal.ids(RANDOM)).hasSize(2);
    seal.destroy(RANDOM, oldId);
    assertThat(seal.ids(RANDOM)).containsExactly(newId);
    assertOpens(seal, newId, after);
    assertThatThrownBy(() -> seal.create(RANDOM)).hasMessageContaining("never overwritten");
    seal.destroy(RANDOM, newId);
    assertThat(seal.exists()).isFalse();
  }

  @Test
  void aFileThatOnlyLooksLikeARootKeyIsNoneAndIsLeftAlone() throws Exception {
    Seal seal = seal(Kind.FILE);
    String id;
    try (RootKey root = seal.create(RANDOM)) {
      id = root.id();
    }
    for (String name : new String[] {"seal.bak", "seal.0123", "seal." + "g".repeat(32), "seals"}) {
      Files.writeString(folder.resolve(name), "not a root key");
    }
    assertThat(seal.ids(RANDOM)).containsExactly(id);
    seal.destroy(RANDOM, id);
    assertThat(seal.exists()).isFalse();
    assertThat(folder.resolve("seal.bak")).exists();
    assertThat(folder.resolve("seals")).exists();
  }

  /// Somebody renamed a file, or put another server's there.
  @Test
  void aFileUnderTheWrongIdIsRefused() throws Exception {
    Seal seal = seal(Kind.FILE);
    seal.create(RANDOM).close();
    String id;
    try (RootKey second = seal.draft(RANDOM).make()) {
      id = second.id();
    }
    Files.delete(folder.resolve("seal." + id));
    Files.copy(folder.resolve("seal"), folder.resolve("seal." + id));
    assertThatThrownBy(() -> seal.unseal(RANDOM, id))
        .isInstanceOf(SealRefused.class)
        .hasMessageContaining("were mixed up");
  }

  private static void assertOpens(Seal seal, String id, byte[] wrapped) {
    try (RootKey root = seal.unseal(RANDOM, id)) {
      assertThat(root.id()).isEqualTo(id);
      assertThat(root.unwrap(PLACE, wrapped)).isEqualTo(KEY);
    }
  }

  private Seal seal(Kind kind) {
    Path file = folder.resolve("seal");
    return switch (kind) {
      case FILE -> new FileSeal(file, JDK);
      case PASSPHRASE ->
          new PassphraseSeal(
              file, SecretBytes.utf8("correct horse battery"), Argon2Cost.SECRET, JDK);
      case HSM ->
          new Pkcs11Seal(
              new Pkcs11Seal.Settings(
                  Path.of("/given"),
                  new HsmAddress.Labelled(SoftHsm.LABEL),
                  "root",
                  HsmLimits.DEFAULT,
                  true),
              SoftHsm.fresh(folder).module(),
              () -> SecretBytes.utf8(SoftHsm.PIN),
              JDK);
    };
  }
}
