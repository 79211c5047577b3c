package dev.strongroom.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.strongroom.trust.pkcs11.Ck;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// One key twice, in this process and in a token: whatever one does, the other undoes, confirms or
/// refuses alike.
class HsmDifferentialTest {
  private static final Optional<byte[]> NONE = Optional.empty();
  private static final long SEED = 4711;

  /// SoftHSM wants a key for HMAC to be as long as the hash.
  private static final Set<SignatureAlgorithm> LACKING =
      Set.of(SignatureAlgorithm.HS384, SignatureAlgorithm.HS512);

  @TempDir static Path folder;
  private static HsmWorld world;

  @BeforeAll
  static void token() {
    world = HsmWorld.fresh(folder);
  }

  @AfterAll
  static void end() {
    world.close();
  }

  static List<KeySpec> specs() {
    List<KeySpec> all = new ArrayList<>();
    all.addAll(Arrays.asList(KeySpec.Rsa.values()));
    all.addAll(Arrays.asList(KeySpec.Ec.values()));
    all.addAll(Arrays.asList(KeySpec.Oct.values()));
    return all;
  }

  private static KeyOperations inside(SoftwareKey key) {
    return world.open(world.keys.importJwk(TestJwk.of(key), HsmWorld.name(), HsmKeyPurpose.USE));
  }

  @ParameterizedTest
  @MethodSource("specs")
  void everyAlgorithmAgrees(KeySpec spec) {
    SoftwareKey here = TestKeys.one(spec);
    KeyOperations there = inside(here);
    assertThat(there.spec()).isEqualTo(spec);
    assertThat(there.publicJwk().map(Der::spki).map(Hex::of))
        .isEqualTo(here.publicJwk().map(Der::spki).map(Hex::of));
    for (SignatureAlgorithm algorithm : SignatureAlgorithm.values()) {
      signatures(algorithm, here, there);
    }
    for (EncryptionAlgorithm algorithm : EncryptionAlgorithm.values()) {
      if (algorithm.fits(spec)) {
        for (int length : new int[] {16, 32, 48, 64}) {
          encryptions(algorithm, length, here, there);
          encryptions(algorithm, length, there, here);
        }
      }
    }
  }

  private static void signatures(
      SignatureAlgorithm algorithm, SoftwareKey here, KeyOperations there) {
    Random random = new Random(SEED);
    SignatureInput input = input(random, Math.max(20, algorithm.hash().bytes()));
    boolean hmac = algorithm.scheme() == SignatureAlgorithm.Scheme.HMAC;
    boolean lacking = LACKING.contains(algorithm) || (hmac && here.spec() != KeySpec.Oct.OCT_256);
    if (algorithm.fits(here.spec()) && lacking) {
      assertThatThrownBy(() -> there.sign(algorithm, input))
          .isInstanceOf(KeyRefused.class)
          .hasMessage(
              "the HSM does not offer %s under %s keys"
                  .formatted(algorithm.label(), here.spec().label()));
      return;
    }
    for (int length : new int[] {0, 19, 20, 32, 48, 64, 65, 245, 246, 600}) {
      SignatureInput some = input(random, length);
      assertThat(outcome(() -> there.sign(algorithm, some)))
          .as("%s of %d bytes, seed %d", algorithm, length, SEED)
          .isEqualTo(outcome(() -> here.sign(algorithm, some)));
    }
    if (algorithm.fits(here.spec())) {
      byte[] signature = there.sign(algorithm, input);
      assertThat(here.verify(algorithm, input, signature)).as("%s", algorithm).isTrue();
      assertThat(there.verify(algorithm, input, here.sign(algorithm, input))).isTrue();
      signature[signature.length / 2] ^= 1;
      assertThat(there.verify(algorithm, input, signature)).isFalse();
      if (deterministic(algorithm)) {
        assertThat(there.sign(algorithm, input)).isEqualTo(here.sign(algorithm, input));
      }
    }
  }

  private static boolean deterministic(SignatureAlgorithm algorithm) {
    return switch (algorithm.scheme()) {
      case PKCS1, PKCS1_BARE, HMAC -> true;
      case PSS, ECDSA, ML_DSA -> false;
    };
  }

  private static void encryptions(
      EncryptionAlgorithm algorithm, int length, KeyOperations by, KeyOperations other) {
    byte[] bytes = new byte[length];
    new Random(SEED).nextBytes(bytes);
    SecretBytes plain = SecretBytes.owning(bytes);
    if (algorithm.fits(KeyUse.WRAP)) {
      byte[] wrapped = by.wrap(algorithm, plain);
      assertThat(other.unwrap(algorithm, wrapped)).as("%s %d", algorithm, length).isEqualTo(plain);
    }
    if (algorithm.fits(KeyUse.ENCRYPT)) {
      boolean gcm = algorithm.mode() == EncryptionAlgorithm.Mode.GCM;
      Optional<byte[]> aad = gcm ? Optional.of(new byte[] {1, 2, 3}) : NONE;
      Ciphertext sealed = by.encrypt(algorithm, plain, NONE, aad);
      assertThat(other.decrypt(algorithm, sealed)).as("%s", algorithm).isEqualTo(plain);
    }
  }

  /// What is damaged, cut, or no ciphertext at all is refused in the same words, and opens nowhere.
  @ParameterizedTest
  @MethodSource("specs")
  void everyDamageIsRefusedAlike(KeySpec spec) {
    SoftwareKey here = TestKeys.one(spec);
    KeyOperations there = inside(here);
    Random random = new Random(SEED);
    for (EncryptionAlgorithm algorithm : EncryptionAlgorithm.values()) {
      SecretBytes plain = SecretBytes.owning(new byte[32]);
      if (!algorithm.fits(spec)) {
        assertThat(outcome(() -> there.wrap(algorithm, plain)))
            .isEqualTo(outcome(() -> here.wrap(algorithm, plain)))
            .startsWith("refused");
        continue;
      }
      if (algorithm.fits(KeyUse.UNWRAP)) {
        byte[] sound = here.wrap(algorithm, plain);
        for (byte[] some : damaged(random, sound)) {
          assertThat(outcome(() -> there.unwrap(algorithm, some)))
              .as("%s, seed %d", algorithm, SEED)
              .isEqualTo(outcome(() -> here.unwrap(algorithm, some)));
        }
      }
      if (algorithm.fits(KeyUse.DECRYPT)) {
        Ciphertext sound = here.encrypt(algorithm, plain, NONE, NONE);
        for (byte[] some : damaged(random, sound.bytes())) {
          Ciphertext bad = new Ciphertext(some, sound.iv(), sound.aad(), sound.tag());
          assertThat(outcome(() -> there.decrypt(algorithm, bad)))
              .as("%s, seed %d", algorithm, SEED)
              .isEqualTo(outcome(() -> here.decrypt(algorithm, bad)));
        }
      }
    }
    assertThat(world.root.present()).as("whoever sends rubbish does not make it go away").isTrue();
  }

  private static List<byte[]> damaged(Random random, byte[] sound) {
    List<byte[]> all = new ArrayList<>();
    for (int at : new int[] {0, 1, sound.length / 2, sound.length - 1}) {
      byte[] changed = sound.clone();
      changed[at] ^= (byte) (1 << random.nextInt(8));
      all.add(changed);
    }
    byte[] noise = new byte[sound.length];
    random.nextBytes(noise);
    noise[0] = 0; // below the modulus
    all.add(noise);
    all.add(new byte[sound.length]);
    all.add(Arrays.copyOf(sound, sound.length - 1));
    all.add(Arrays.copyOf(sound, sound.length + 8));
    all.add(new byte[0]);
    byte[] large = sound.clone();
    Arrays.fill(large, (byte) 0xff);
    all.add(large);
    return all;
  }

  /// The edges of plaintexts, which each algorithm takes or refuses.
  @ParameterizedTest
  @MethodSource("specs")
  void everyLengthIsTakenOrRefusedAlike(KeySpec spec) {
    SoftwareKey here = TestKeys.one(spec);
    KeyOperations there = inside(here);
    for (EncryptionAlgorithm algorithm : EncryptionAlgorithm.values()) {
      for (int length :
          new int[] {0, 1, 7, 8, 9, 15, 16, 17, 24, 190, 191, 214, 215, 245, 246, 4096}) {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, 0, length / 2, (byte) 7); // and zeros at the end
        SecretBytes plain = SecretBytes.owning(bytes);
        if (algorithm.fits(KeyUse.WRAP)) {
          assertThat(outcome(() -> there.unwrap(algorithm, here.wrap(algorithm, plain))))
              .as("%s of %d", algorithm, length)
              .isEqualTo(outcome(() -> here.unwrap(algorithm, here.wrap(algorithm, plain))));
          assertThat(outcome(() -> here.unwrap(algorithm, there.wrap(algorithm, plain))))
              .as("%s of %d", algorithm, length)
              .isEqualTo(outcome(() -> here.unwrap(algorithm, here.wrap(algorithm, plain))));
        }
        assertThat(
                outcome(
                    () -> there.decrypt(algorithm, there.encrypt(algorithm, plain, NONE, NONE))))
            .as("%s of %d", algorithm, length)
            .isEqualTo(
                outcome(() -> here.decrypt(algorithm, here.encrypt(algorithm, plain, NONE, NONE))));
      }
    }
  }

  /// A token with fewer mechanisms does the same by other ways, or says what it lacks.
  @Test
  void otherWaysComeToTheSame() {
    SoftwareKey here = TestKeys.one(KeySpec.Rsa.RSA_2048);
    for (long[] missing :
        new long[][] {
          {Ck.CKM_RSA_X_509}, {Ck.CKM_RSA_PKCS_PSS}, {Ck.CKM_RSA_PKCS, Ck.CKM_RSA_PKCS_OAEP}
        }) {
      HsmWorld poorer = without(missing);
      try {
        KeyOperations there =
            poorer.open(
                poorer.keys.importJwk(TestJwk.of(here), HsmWorld.name(), HsmKeyPurpose.USE));
        for (SignatureAlgorithm algorithm : SignatureAlgorithm.values()) {
          if (algorithm.fits(here.spec())) {
            signatures(algorithm, here, there);
          }
        }
        SecretBytes plain = SecretBytes.utf8("a key");
        for (EncryptionAlgorithm algorithm :
            List.of(EncryptionAlgorithm.RSA1_5, EncryptionAlgorithm.RSA_OAEP)) {
          byte[] wrapped = here.wrap(algorithm, plain);
          assertThat(there.unwrap(algorithm, wrapped)).isEqualTo(plain);
          wrapped[5] ^= 1;
          assertThatThrownBy(() -> there.unwrap(algorithm, wrapped))
              .hasMessage("what was given does not decrypt with " + algorithm.label());
        }
      } finally {
        poorer.close();
      }
    }
  }

  /// A zero at its end is no padding where the token has none. Six rounds for each of two units are
  /// twelve blocks; a handle that has gone stale costs one more.
  @Test
  void whatEndsWithZeroIsUnwrappedOnce() {
    HsmWorld poorer = without(Ck.CKM_AES_KEY_WRAP_KWP, Ck.CKM_AES_KEY_WRAP_PAD);
    try {
      KeyOperations there =
          poorer.open(
              poorer.keys.generate(KeySpec.Oct.OCT_256, HsmWorld.name(), HsmKeyPurpose.USE));
      assertThat(blocks(poorer, there)).isBetween(12L, 23L);
    } finally {
      poorer.close();
    }
  }

  /// How often the token decrypts for data that ends with zero.
  private static long blocks(HsmWorld of, KeyOperations key) {
    SecretBytes data = SecretBytes.owning(new byte[16]);
    byte[] wrapped = key.wrap(EncryptionAlgorithm.CKM_AES_KEY_WRAP_PAD, data);
    long before = of.module.calls("decrypt");
    key.unwrap(EncryptionAlgorithm.CKM_AES_KEY_WRAP_PAD, wrapped);
    return of.module.calls("decrypt") - before;
  }

  @Test
  void whatATokenLacksIsRefusedByName() {
    HsmWorld poorer =
        without(
            Ck.CKM_RSA_X_509,
            Ck.CKM_RSA_PKCS_PSS,
            Ck.CKM_AES_GCM,
            Ck.CKM_AES_KEY_WRAP,
            Ck.CKM_ECDSA);
    try {
      SoftwareKey pair = TestKeys.one(KeySpec.Rsa.RSA_2048);
      KeyOperations rsa =
          poorer.open(poorer.keys.importJwk(TestJwk.of(pair), HsmWorld.name(), HsmKeyPurpose.USE));
      refused("PS256", () -> rsa.sign(SignatureAlgorithm.PS256, input(new Random(1), 32)));
      byte[] wrapped = pair.wrap(EncryptionAlgorithm.RSA_OAEP_256, SecretBytes.utf8("a key"));
      refused("RSA-OAEP-256", () -> rsa.unwrap(EncryptionAlgorithm.RSA_OAEP_256, wrapped));
      KeyOperations oct =
          poorer.open(
              poorer.keys.generate(KeySpec.Oct.OCT_256, HsmWorld.name(), HsmKeyPurpose.USE));
      SecretBytes plain = SecretBytes.owning(new byte[16]);
      refused("A256GCM", () -> oct.encrypt(EncryptionAlgorithm.A256GCM, plain, NONE, NONE));
      refused("A256KW", () -> oct.wrap(EncryptionAlgorithm.A256KW, plain));
      refused(
          "ES256",
          () -> poorer.keys.generate(KeySpec.Ec.P_256, HsmWorld.name(), HsmKeyPurpose.USE));
      refused(
          "ML-DSA-65 keys",
          () -> poorer.keys.generate(KeySpec.MlDsa.ML_DSA_65, HsmWorld.name(), HsmKeyPurpose.USE));
      assertThat(poorer.labels()).as("no half key").hasSize(2);
    } finally {
      poorer.close();
    }
  }

  private static void refused(
      String what, org.assertj.core.api.ThrowableAssert.ThrowingCallable by) {
    assertThatThrownBy(by)
        .isInstanceOf(KeyRefused.class)
        .hasMessage("the HSM does not offer " + what);
  }

  private static HsmWorld without(long... missing) {
    String name = "poor-" + missing[0] + "-" + missing.length;
    return HsmWorld.without(folder.resolve(name), missing);
  }

  private static SignatureInput input(Random random, int length) {
    byte[] digest = new byte[length];
    random.nextBytes(digest);
    return new SignatureInput.Value(digest);
  }

  private interface Call {
    Object make();
  }

  /// A refusal with its words, or that there was none: ciphertexts and signatures differ.
  private static String outcome(Call call) {
    Object[] made = new Object[1];
    Throwable failed = catchThrowable(() -> made[0] = call.make());
    if (failed instanceof KeyRefused refused) {
      return "refused: " + refused.getMessage();
    }
    if (failed != null) {
      throw new AssertionError(failed);
    }
    return made[0] instanceof SecretBytes plain ? Hex.of(plain.reveal()) : "done";
  }
}
