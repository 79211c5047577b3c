package dev.strongroom.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SealTest {
  private static final Providers JDK = Providers.jdkOnly();
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final Argon2Cost CHEAPEST = new Argon2Cost(19 * 1024, 2, 1);
  private static final Binding PLACE = Binding.of("a", "b");

  @TempDir Path folder;

  @Test
  void theFileSealBringsTheSameRootKeyBack() {
    FileSeal seal = file();
    assertThat(seal.exists()).isFalse();
    RootKey made = seal.create(RANDOM);
    assertThat(seal.exists()).isTrue();
    assertSame(made, file().unseal(RANDOM));
  }

  @Test
  void theRootKeyFileHas32BytesForItsOwnerAlone() throws IOException {
    file().create(RANDOM);
    Path path = folder.resolve("root.key");
    assertThat(Files.size(path)).isEqualTo(32);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
        .isEqualTo("rw-------");
  }

  /// A root key made of nothing but zeros would come back just as faithfully.
  @Test
  void everyRootKeyIsAnother() {
    RootKey zeros = root("00".repeat(32));
    FileSeal other = new FileSeal(folder.resolve("other.key"), JDK);
    PassphraseSeal sealed = passphrase("correct horse battery");
    assertThat(
            List.of(
                zeros.id(),
                file().create(RANDOM).id(),
                other.create(RANDOM).id(),
                sealed.create(RANDOM).id()))
        .doesNotHaveDuplicates();
  }

  @Test
  void theFileSealSaysInPlainWordsThatTheRootKeyIsOnDisk() {
    assertThat(file().notice())
        .isEqualTo(
            "The root key lies unprotected on this disk, in "
                + folder.resolve("root.key")
                + ". Whoever reads that file and the database can read every secret.");
  }

  @Test
  void aRootKeyIsNeverOverwritten() throws IOException {
    FileSeal seal = file();
    seal.create(RANDOM);
    byte[] before = Files.readAllBytes(folder.resolve("root.key"));
    assertThatThrownBy(() -> seal.create(RANDOM))
        .isInstanceOf(SealRefused.class)
        .hasMessageEndingWith("root.key exists already; a root key is never overwritten.");
    assertThat(Files.readAllBytes(folder.resolve("root.key"))).isEqualTo(before);
  }

  @Test
  void aRootKeyThatOthersCanReadIsRefused() throws IOException {
    file().create(RANDOM);
    Path path = folder.resolve("root.key");
    for (String mode : new String[] {"rw-r-----", "rw----r--", "rwx------", "rw--w----"}) {
      Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));
      assertThatThrownBy(() -> file().unseal(RANDOM))
          .isInstanceOf(SealRefused.class)
          .hasMessageEndingWith("Run: chmod 600 " + path);
    }
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("r--------"));
    assertThat(file().unseal(RANDOM).id()).hasSize(32);
  }

  @Test
  void aRootKeyOfAnotherLengthIsRefused() throws IOException {
    write("root.key", new byte[31]);
    assertThatThrownBy(() -> file().unseal(RANDOM))
        .isInstanceOf(SealRefused.class)
        .hasMessageContaining("holds 31 bytes; a root key has 32.");
  }

  @Test
  void aFileThatCannotBeARootKeyIsNotRead() throws IOException {
    write("root.key", new byte[4097]);
    assertThatThrownBy(() -> file().unseal(RANDOM))
        .isInstanceOf(SealRefused.class)
        .hasMessageEndingWith("root.key is not a root key file of Strongroom.");
    Files.delete(folder.resolve("root.key"));
    write("root.key", new byte[4096]);
    assertThatThrownBy(() -> file().unseal(RANDOM)).hasMessageContaining("holds 4096 bytes");
  }

  @Test
  void aMissingRootKeyIsSaidSo() {
    assertThatThrownBy(() -> file().unseal(RANDOM))
        .isInstanceOf(SealRefused.class)
        .hasMessageContaining("root.key is missing.");
    assertThatThrownBy(() -> passphrase("correct horse").unseal(RANDOM))
        .isInstanceOf(SealRefused.class)
        .hasMessageContaining("root.sealed is missing.");
  }

  @Test
  void thePassphraseBringsTheSameRootKeyBack() {
    PassphraseSeal seal = passphrase("correct horse battery");
    assertThat(seal.exists()).isFalse();
    RootKey made = seal.create(RANDOM);
    assertThat(seal.exists()).isTrue();
    assertSame(made, passphrase("correct horse battery").unseal(RANDOM));
  }

  @Test
  void aWrongPassphraseIsSaidSo() {
    passphrase("correct horse battery").create(RANDOM);
    assertThatThrownBy(() -> passphrase("correct horse batterx").unseal(RANDOM))
        .isInstanceOf(SealRefused.class)
        .hasMessageStartingWith("The passphrase does not open")
        .hasMessageNotContaining("horse");
  }

  @Test
  void aShortPassphraseIsRefused() {
    assertThatThrownBy(() -> passphrase("elevenchars").create(RANDOM))
        .isInstanceOf(SealRefused.class)
        .hasMessage("The passphrase is too short; use at least 12 characters.");
    assertThat(folder.resolve("root.sealed")).doesNotExist();
    assertThat(passphrase("twelve chars").create(RANDOM).id()).hasSize(32);
  }

  @Test
  void costAndSaltStandBesideTheSealedRootKey() throws IOException {
    passphrase("correct horse battery").create(new CountingRandom());
    assertThat(Files.readAllLines(folder.resolve("root.sealed")))
        .startsWith(
            "strongroom passphrase seal 1",
            "argon2id m=19456,t=2,p=1",
            "salt AAECAwQFBgcICQoLDA0ODw==")
        .hasSize(4);
  }

  /// The file says its own cost, so that the default may rise; what it says is bound.
  @Test
  void aChangedCostOrSaltDoesNotOpen() throws IOException {
    passphrase("correct horse battery").create(RANDOM);
    Path path = folder.resolve("root.sealed");
    String good = Files.readString(path);
    Files.writeString(path, good.replace("t=2", "t=3"));
    assertThatThrownBy(() -> passphrase("correct horse battery").unseal(RANDOM))
        .hasMessageStartingWith("The passphrase does not open");
    Files.writeString(path, good);
    PassphraseSeal dearer =
        new PassphraseSeal(path, SecretBytes.utf8("correct horse battery"), Argon2Cost.ROOT, JDK);
    assertThat(dearer.unseal(RANDOM).id()).hasSize(32);
  }

  @Test
  void aFileThatIsNoPassphraseSealIsSaidSo() throws IOException {
    passphrase("correct horse battery").create(RANDOM);
    Path path = folder.resolve("root.sealed");
    String good = Files.readString(path);
    for (String bad :
        new String[] {
          "",
          good.replace("seal 1", "seal 2"),
          good.replace("argon2id m", "argon2i m"),
          good.replace("salt ", "pepper "),
          good.replace("salt ", "salt !"),
          good.replace("root ", "tree "),
          good.replace("root ", "root !"),
          good.replace("m=19456", "m=19455"),
          good + "more\n"
        }) {
      Files.writeString(path, bad);
      assertThatThrownBy(() -> passphrase("correct horse battery").unseal(RANDOM))
          .as(bad)
          .isInstanceOf(SealRefused.class)
          .hasMessageContaining("is not a passphrase seal that this version knows");
    }
  }

  @Test
  void thePassphraseSealSaysWhoCanOpenTheData() {
    assertThat(passphrase("x").notice())
        .contains("root.sealed")
        .endsWith("without either, nobody can, and nobody can help.");
  }

  @Test
  void theIdTellsRootKeysApartAndNothingElse() {
    RootKey one = root("00".repeat(32));
    RootKey other = root("00".repeat(31) + "01");
    assertThat(one.id()).isEqualTo(root("00".repeat(32)).id()).isNotEqualTo(other.id());
    assertThat(one).hasToString("RootKey[" + one.id() + "]");
    byte[] wrapped = one.wrap(PLACE, SecretBytes.utf8("key"));
    assertThatThrownBy(() -> other.unwrap(PLACE, wrapped)).isInstanceOf(Tampered.class);
    assertThatThrownBy(() -> one.unwrap(Binding.of("a"), wrapped)).isInstanceOf(Tampered.class);
  }

  @Test
  void theBytesOfTheRootKeyAreWipedAndAClosedRootKeyWrapsNothing() {
    SecretBytes material = SecretBytes.owning(Hex.bytes("11".repeat(32)));
    RootKey root = new SoftwareRootKey(material, JDK, RANDOM);
    assertThat(material.reveal()).containsOnly(0);
    root.close();
    assertThatThrownBy(() -> root.wrap(PLACE, SecretBytes.utf8("key")))
        .isInstanceOf(IllegalStateException.class);
  }

  private static RootKey root(String hex) {
    return new SoftwareRootKey(SecretBytes.owning(Hex.bytes(hex)), JDK, RANDOM);
  }

  private FileSeal file() {
    return new FileSeal(folder.resolve("root.key"), JDK);
  }

  private PassphraseSeal passphrase(String text) {
    return new PassphraseSeal(folder.resolve("root.sealed"), SecretBytes.utf8(text), CHEAPEST, JDK);
  }

  private void write(String name, byte[] content) throws IOException {
    Path path = folder.resolve(name);
    Files.write(path, content);
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-------"));
  }

  private static void assertSame(RootKey one, RootKey other) {
    assertThat(one.id()).hasSize(32).isEqualTo(other.id());
    assertThat(other.unwrap(PLACE, one.wrap(PLACE, SecretBytes.utf8("key"))))
        .isEqualTo(SecretBytes.utf8("key"));
  }
}
