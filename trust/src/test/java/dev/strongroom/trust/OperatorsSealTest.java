package dev.strongroom.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.bouncycastle.math.ec.rfc7748.X25519;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Two of three operators, two with an age key and one with an RSA key.
class OperatorsSealTest {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final Providers PROVIDERS = Providers.jdkOnly();
  private static final Binding PLACE = Binding.of("a", "b");

  @TempDir private Path folder;
  private final List<OperatorsSeal.Operator> operators = new ArrayList<>();
  private final List<OperatorIdentity> identities = new ArrayList<>();
  private Path file;

  @BeforeEach
  void keys() throws Exception {
    file = folder.resolve("seal");
    age("alice");
    age("bob");
    rsa("carol", 2048);
  }

  @Test
  void anyTwoOfThreeOpenItAndTheirSharesAreWiped() {
    RootKey made = seal().create(RANDOM);
    byte[] wrapped = made.wrap(PLACE, SecretBytes.utf8("key"));
    for (int[] pair : new int[][] {{0, 1}, {1, 0}, {0, 2}, {2, 1}}) {
      OperatorsSeal seal = seal();
      assertThat(seal.give(share(seal, pair[0])).complete()).isFalse();
      assertThatThrownBy(() -> seal.unseal(RANDOM))
          .isInstanceOf(SealRefused.class)
          .hasMessageContaining("2 of its 3 operators' shares")
          .hasMessageContaining("strongroom unseal");
      seal.forget();
      seal.give(share(seal, pair[0]));
      assertThat(seal.give(share(seal, pair[1])).complete()).isTrue();
      RootKey root = seal.unseal(RANDOM);
      assertThat(root.id()).isEqualTo(made.id());
      assertThat(root.unwrap(PLACE, wrapped)).isEqualTo(SecretBytes.utf8("key"));
      assertThat(seal.progress().given()).as("the shares are gone").isEmpty();
    }
  }

  @Test
  void moreSharesThanNeededDoNoHarm() {
    seal().create(RANDOM);
    OperatorsSeal seal = seal();
    for (int i = 0; i < 3; i += 1) {
      seal.give(share(seal, i));
    }
    assertThat(seal.progress().given()).containsExactly("alice", "bob", "carol");
    assertThat(seal.unseal(RANDOM)).isNotNull();
  }

  @Test
  void aWrongShareIsRefusedInWords() {
    seal().create(RANDOM);
    OperatorsSeal seal = seal();
    SecretBytes alice = share(seal, 0);
    seal.give(copy(alice));
    refused(seal, copy(alice), "share of alice was given already");
    byte[] slip = alice.reveal().clone();
    slip[30] ^= 1;
    refused(seal, SecretBytes.owning(slip), "a letter of it is missing or wrong");
    refused(seal, SecretBytes.utf8(""), "no share");
    refused(seal, SecretBytes.utf8("strongroom-share-1."), "no share");
    refused(seal, SecretBytes.utf8("strongroom-share-1.!!"), "no share");
    ShareText parsed = ShareText.parse(copy(alice)).orElseThrow();
    byte[] other = parsed.share().reveal().clone();
    other[0] ^= 1;
    refused(seal, written(parsed.seal(), 2, other), "not one that this seal was made with");
    refused(seal, written(parsed.seal(), 0, other), "not one that this seal was made with");
    refused(seal, written(parsed.seal(), 4, other), "not one that this seal was made with");
    refused(
        seal, written("0011223344556677", 2, other), "belongs to another seal (0011223344556677)");
    assertThat(seal.progress().given()).containsExactly("alice");
  }

  @Test
  void aLineEndAroundAShareDoesNotMatter() {
    seal().create(RANDOM);
    OperatorsSeal seal = seal();
    String text = new String(share(seal, 0).reveal(), StandardCharsets.US_ASCII);
    assertThat(seal.give(SecretBytes.utf8(" " + text + "\r\n")).given()).containsExactly("alice");
  }

  @Test
  void theFileTellsNothingAndMayNotBeChanged() throws Exception {
    seal().create(RANDOM);
    String text = Files.readString(file);
    assertThat(Files.getPosixFilePermissions(file))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    SecretBytes alice = share(seal(), 0);
    ShareText share = ShareText.parse(alice).orElseThrow();
    assertThat(text).doesNotContain(Base64.getEncoder().encodeToString(share.share().reveal()));
    change(text.replace("threshold 2", "threshold 1"));
    OperatorsSeal lowered = seal();
    lowered.give(share(lowered, 0));
    assertThatThrownBy(() -> lowered.unseal(RANDOM))
        .isInstanceOf(SealRefused.class)
        .hasMessageContaining("changed since it was made");
    change(text.replace("operator bob", "operator eve"));
    OperatorsSeal renamed = seal();
    renamed.give(share(renamed, 0));
    renamed.give(share(renamed, 1));
    assertThatThrownBy(() -> renamed.unseal(RANDOM)).hasMessageContaining("changed since");
    change(text.substring(0, 200));
    assertThatThrownBy(() -> seal().progress()).hasMessageContaining("not an operators' seal");
  }

  @Test
  void theCountsHaveLimits() throws Exception {
    refusedCounts(1, 3);
    refusedCounts(11, 20);
    refusedCounts(4, 3);
    refusedCounts(2, 21);
    for (int[] counts : new int[][] {{2, 2}, {10, 10}, {2, 20}}) {
      Files.deleteIfExists(file);
      assertThat(seal(counts[0], counts[1]).create(RANDOM)).isNotNull();
      assertThat(seal().progress().operators()).hasSize(counts[1]);
    }
  }

  @Test
  void aRootKeyIsNeverOverwritten() {
    seal().create(RANDOM);
    assertThatThrownBy(() -> seal().create(RANDOM)).hasMessageContaining("never overwritten");
  }

  @Test
  void rsaKeysAreLargeEnoughAndForTheirOwner() throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(1024);
    KeyPair weak = generator.generateKeyPair();
    assertThat(OperatorKey.parse(pem("PUBLIC", weak.getPublic().getEncoded()))).isEmpty();
    OperatorKey carol = operators.get(2).key();
    byte[] sealed = carol.encrypt(SecretBytes.utf8("x"), PROVIDERS, RANDOM);
    assertThat(identities.get(2).decrypt(sealed, PROVIDERS, RANDOM))
        .isEqualTo(SecretBytes.utf8("x"));
    rsa("dave", 3072);
    assertThatThrownBy(() -> identities.get(3).decrypt(sealed, PROVIDERS, RANDOM))
        .isInstanceOf(Tampered.class);
    for (int at : new int[] {0, 1, 2, 100, 260, sealed.length - 1}) {
      byte[] changed = sealed.clone();
      changed[at] ^= 1;
      assertThatThrownBy(() -> identities.get(2).decrypt(changed, PROVIDERS, RANDOM))
          .as("byte %d", at)
          .isInstanceOf(Tampered.class);
    }
    assertThatThrownBy(() -> identities.get(2).decrypt(new byte[1], PROVIDERS, RANDOM))
        .isInstanceOf(Tampered.class);
    assertThat(carol.fingerprint()).startsWith("rsa 2048 ");
  }

  @Test
  void aNameIsShortAndPlain() {
    assertThat(OperatorsSeal.Operator.isName("alice@corp.example")).isTrue();
    assertThat(OperatorsSeal.Operator.isName("a".repeat(64))).isTrue();
    assertThat(OperatorsSeal.Operator.isName("a".repeat(65))).isFalse();
    assertThat(OperatorsSeal.Operator.isName("")).isFalse();
    assertThat(OperatorsSeal.Operator.isName("a b")).isFalse();
  }

  private void refusedCounts(int threshold, int count) {
    assertThatThrownBy(() -> seal(threshold, count).create(RANDOM))
        .isInstanceOf(SealRefused.class)
        .hasMessageContaining(threshold + " of " + count);
    assertThat(file).doesNotExist();
  }

  private void refused(OperatorsSeal seal, SecretBytes share, String why) {
    assertThatThrownBy(() -> seal.give(share))
        .isInstanceOf(ShareRefused.class)
        .hasMessageContaining(why);
  }

  private static SecretBytes written(String seal, int number, byte[] share) {
    return new ShareText(seal, number, SecretBytes.owning(share.clone())).written();
  }

  private static SecretBytes copy(SecretBytes share) {
    return SecretBytes.owning(share.reveal().clone());
  }

  private void change(String text) throws Exception {
    Files.writeString(file, text);
  }

  private SecretBytes share(OperatorsSeal seal, int operator) {
    byte[] encrypted = seal.progress().operators().get(operator).share();
    return identities.get(operator).decrypt(encrypted, PROVIDERS, RANDOM);
  }

  private OperatorsSeal seal() {
    return new OperatorsSeal(new OperatorsSeal.Settings(file, 2, operators), PROVIDERS);
  }

  /// Of as many operators, all with the first one's key.
  private OperatorsSeal seal(int threshold, int count) {
    List<OperatorsSeal.Operator> some = new ArrayList<>();
    for (int i = 0; i < count; i += 1) {
      some.add(new OperatorsSeal.Operator("operator-" + i, operators.getFirst().key()));
    }
    return new OperatorsSeal(new OperatorsSeal.Settings(file, threshold, some), PROVIDERS);
  }

  private void age(String name) {
    byte[] scalar = new byte[32];
    X25519.generatePrivateKey(RANDOM, scalar);
    String recipient = Bech32.encode("age", AgeFile.publicKey(SecretBytes.owning(scalar)));
    operators.add(new OperatorsSeal.Operator(name, OperatorKey.parse(recipient).orElseThrow()));
    identities.add(new OperatorIdentity.Age(SecretBytes.owning(scalar)));
  }

  private void rsa(String name, int bits) throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(bits);
    KeyPair pair = generator.generateKeyPair();
    operators.add(
        new OperatorsSeal.Operator(
            name, OperatorKey.parse(pem("PUBLIC", pair.getPublic().getEncoded())).orElseThrow()));
    identities.add(
        OperatorIdentity.parse(SecretBytes.utf8(pem("PRIVATE", pair.getPrivate().getEncoded())))
            .orElseThrow());
  }

  private static String pem(String kind, byte[] der) {
    return "-----BEGIN "
        + kind
        + " KEY-----\n"
        + Base64.getMimeEncoder().encodeToString(der)
        + "\n-----END "
        + kind
        + " KEY-----\n";
  }
}
