package dev.strongroom.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.strongroom.trust.pkcs11.Ck;
import dev.strongroom.trust.pkcs11.CryptokiFailure;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Keys that come to be in a real token, stay there, and leave no other way than wrapped.
class HsmKeysTest {
  private static final Optional<byte[]> NONE = Optional.empty();
  private static final SignatureInput DIGEST = new SignatureInput.Value(new byte[32]);

  @TempDir static Path folder;
  private static HsmWorld world;

  @BeforeAll
  static void token() {
    world = HsmWorld.fresh(folder);
    made(KeySpec.Oct.OCT_128); // and with it the backup key
  }

  @AfterAll
  static void end() {
    world.close();
  }

  private static HsmKeyRecord made(KeySpec spec) {
    return world.keys.generate(spec, HsmWorld.name(), HsmKeyPurpose.USE);
  }

  @ParameterizedTest
  @MethodSource("dev.strongroom.trust.HsmDifferentialTest#specs")
  void aKeyIsMadeInsideAndNothingSecretIsShown(KeySpec spec) {
    int before = world.objects();
    HsmKeyRecord key = made(spec);
    assertThat(world.labels()).contains(key.label());
    assertThat(world.flag(key, Ck.CKA_SENSITIVE)).isTrue();
    assertThat(world.flag(key, Ck.CKA_EXTRACTABLE)).isFalse();
    assertThat(world.flag(key, Ck.CKA_PRIVATE)).isTrue();
    assertThat(world.flag(key, Ck.CKA_TOKEN)).isTrue();
    for (long secret : HsmWorld.secretAttributes(spec)) {
      assertThatThrownBy(() -> world.attribute(key, secret))
          .isInstanceOf(CryptokiFailure.class)
          .hasMessageContaining("CKR_ATTRIBUTE_SENSITIVE");
    }
    assertThat(world.objects()).as("one object more").isEqualTo(before + 1);
    HsmProof proof = new HsmProof(TestKeys.FAST, new java.security.SecureRandom());
    proof.of(world.open(key), HsmKeyPurpose.USE);
    assertThat(key).hasToString("HsmKeyRecord[" + spec.label() + ", " + key.label() + "]");
    assertThat(world.keys.destroy(key.label())).isTrue();
    assertThat(world.keys.destroy(key.label())).as("once").isFalse();
    assertThat(world.labels()).doesNotContain(key.label());
  }

  /// What an operator can compute: `printf vault/name/version | sha256sum | cut -c1-20`.
  @Test
  void labelAndIdFollowTheRule() {
    HsmKeyName name = new HsmKeyName("contoso", "signing", "0123456789abcdef0123456789abcdef");
    HsmKeyRecord key = world.keys.generate(KeySpec.Ec.P_256, name, HsmKeyPurpose.USE);
    assertThat(key.label()).isEqualTo("strongroom-root.075aa9059a8f7468d494");
    assertThat(Hex.of(world.attribute(key, Ck.CKA_ID))).isEqualTo("075aa9059a8f7468d494");
    assertThat(key.label()).hasSizeLessThanOrEqualTo(40);
    assertThatThrownBy(() -> world.keys.generate(KeySpec.Ec.P_256, name, HsmKeyPurpose.USE))
        .as("never overwritten")
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("there is a key " + key.label() + " in the HSM already");
    assertThat(world.labels()).contains(key.label());
    for (String[] parts : new String[][] {{"", "b", "c"}, {"a/b", "c", "d"}, {"a", "b", "c/"}}) {
      assertThatThrownBy(() -> new HsmKeyName(parts[0], parts[1], parts[2]))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void theRootKeyAndItsBackupKeyCannotBeDestroyedAsKeys() {
    made(KeySpec.Oct.OCT_128);
    for (String label :
        List.of("strongroom-root.backup", "strongroom-root.gcm." + world.root.id())) {
      assertThatThrownBy(() -> world.keys.destroy(label))
          .isInstanceOf(IllegalArgumentException.class);
      assertThat(world.labels()).doesNotContain(label);
    }
  }

  @Test
  void onlyUsualExponentsAreMade() {
    HsmKeyRecord key =
        world.keys.generate(KeySpec.Rsa.RSA_2048, 3, HsmWorld.name(), HsmKeyPurpose.USE);
    assertThat(world.open(key).publicJwk().orElseThrow())
        .isInstanceOfSatisfying(
            PublicJwk.Rsa.class, open -> assertThat(open.e()).containsExactly(3));
    assertThatThrownBy(
            () -> world.keys.generate(KeySpec.Rsa.RSA_2048, 5, HsmWorld.name(), HsmKeyPurpose.USE))
        .isInstanceOf(KeyRefused.class);
  }

  @ParameterizedTest
  @MethodSource("dev.strongroom.trust.HsmDifferentialTest#specs")
  void aKeyIsBroughtUnderAKeyOfTheToken(KeySpec spec) {
    HsmKeyRecord kek =
        world.keys.generate(KeySpec.Rsa.RSA_2048, HsmWorld.name(), HsmKeyPurpose.IMPORT);
    SoftwareKey key = TestKeys.one(spec);
    PublicJwk.Rsa target = (PublicJwk.Rsa) world.open(kek).publicJwk().orElseThrow();
    byte[] wrapped = TestKeys.FAST.send(target, KeyTransport.CKM_RSA_AES_KEY_WRAP, key.exported());
    HsmKeyRecord there = brought(kek, spec, wrapped);
    assertThat(there.spec()).isEqualTo(spec);
    assertThat(Hex.of(there.spki()))
        .isEqualTo(key.publicJwk().map(Der::spki).map(Hex::of).orElse(""));
    assertThat(world.flag(there, Ck.CKA_EXTRACTABLE)).isFalse();
    assertThat(there.backedUp()).isTrue();
    if (spec instanceof KeySpec.Oct) {
      assertThat(key.decrypt(HsmWorld.cbc(spec), HsmWorld.sealed(world.open(there))))
          .isEqualTo(SecretBytes.owning(new byte[16]));
    }
    int before = world.labels().size();
    wrapped[wrapped.length - 1] ^= 1;
    assertThatThrownBy(() -> brought(kek, spec, wrapped))
        .isInstanceOf(KeyRefused.class)
        .hasMessage("what was given does not decrypt with CKM_RSA_AES_KEY_WRAP");
    wrapped[0] ^= 1;
    assertThatThrownBy(() -> brought(kek, spec, wrapped)).isInstanceOf(KeyRefused.class);
    assertThatThrownBy(() -> brought(kek, spec, new byte[255])).isInstanceOf(KeyRefused.class);
    assertThat(world.labels()).hasSize(before);
  }

  private static HsmKeyRecord brought(HsmKeyRecord kek, KeySpec spec, byte[] wrapped) {
    var parcel =
        new HsmKeys.Parcel(kek, KeyTransport.CKM_RSA_AES_KEY_WRAP, HsmKeyKind.of(spec), wrapped);
    return world.keys.importWrapped(parcel, HsmWorld.name(), HsmKeyPurpose.USE);
  }

  @Test
  void aSecretOfNoAesLengthIsNotBrought() {
    HsmKeyRecord kek =
        world.keys.generate(KeySpec.Rsa.RSA_2048, HsmWorld.name(), HsmKeyPurpose.IMPORT);
    PublicJwk.Rsa target = (PublicJwk.Rsa) world.open(kek).publicJwk().orElseThrow();
    Set<String> before = world.labels();
    for (int length : new int[] {13, 20, 40}) {
      byte[] wrapped =
          TestKeys.FAST.send(
              target, KeyTransport.CKM_RSA_AES_KEY_WRAP, SecretBytes.owning(new byte[length]));
      assertThat(catchThrowable(() -> brought(kek, KeySpec.Oct.OCT_128, wrapped)))
          .as("%d bytes", length)
          .isInstanceOf(KeyRefused.class);
    }
    assertThat(world.labels()).isEqualTo(before);
  }

  /// A key for bringing keys does nothing else, least of all decrypt what was wrapped for it; and a
  /// key for everything else brings none.
  @Test
  void bringingKeysIsAPurposeOfItsOwn() {
    HsmKeyRecord kek =
        world.keys.generate(KeySpec.Rsa.RSA_2048, HsmWorld.name(), HsmKeyPurpose.IMPORT);
    KeyOperations open = world.open(kek);
    byte[] wrapped = open.wrap(EncryptionAlgorithm.RSA_OAEP, SecretBytes.owning(new byte[32]));
    assertThatThrownBy(() -> open.unwrap(EncryptionAlgorithm.RSA_OAEP, wrapped))
        .isInstanceOf(KeyRefused.class)
        .hasMessage("the HSM does not offer RSA-OAEP");
    assertThatThrownBy(() -> open.sign(SignatureAlgorithm.RS256, DIGEST))
        .isInstanceOf(KeyRefused.class);
    HsmKeyRecord use = made(KeySpec.Rsa.RSA_2048);
    PublicJwk.Rsa target = (PublicJwk.Rsa) world.open(use).publicJwk().orElseThrow();
    byte[] sent =
        TestKeys.FAST.send(
            target, KeyTransport.CKM_RSA_AES_KEY_WRAP, TestKeys.one(KeySpec.Ec.P_256).exported());
    assertThatThrownBy(() -> brought(use, KeySpec.Ec.P_256, sent))
        .isInstanceOf(KeyRefused.class)
        .hasMessage("the HSM does not offer CKM_RSA_AES_KEY_WRAP");
    assertThat(world.open(use).receive(KeyTransport.CKM_RSA_AES_KEY_WRAP, sent))
        .isEqualTo(TestKeys.one(KeySpec.Ec.P_256).exported());
  }

  /// Where a token wraps no keys they are made all the same, and say that they have no backup.
  @Test
  void withoutAWayOfWrappingThereAreKeysAndNoBackups() {
    try (HsmWorld bare = HsmWorld.without(folder.resolve("bare"), Ck.CKM_AES_KEY_WRAP_PAD)) {
      for (KeySpec spec : List.of(KeySpec.Rsa.RSA_2048, KeySpec.Ec.P_521, KeySpec.Oct.OCT_256)) {
        HsmKeyRecord key = bare.keys.generate(spec, HsmWorld.name(), HsmKeyPurpose.USE);
        assertThat(key.backedUp()).isFalse();
        assertThat(bare.flag(key, Ck.CKA_LOCAL)).as("made in the token").isTrue();
        assertThat(bare.flag(key, Ck.CKA_NEVER_EXTRACTABLE)).isTrue();
        assertThatThrownBy(() -> bare.keys.restore(key, HsmWorld.name()))
            .hasMessage("the HSM does not offer backups of keys");
      }
    }
  }

  @Test
  void noNonceComesTwice() {
    KeyOperations key = world.open(made(KeySpec.Oct.OCT_256));
    Set<String> nonces = new HashSet<>();
    for (int i = 0; i < 500; i += 1) {
      SecretBytes plain = SecretBytes.owning(new byte[16]);
      nonces.add(
          Hex.of(key.encrypt(EncryptionAlgorithm.A256GCM, plain, NONE, NONE).iv().orElseThrow()));
      Optional<byte[]> aad = Optional.of(new byte[i % 2]); // CBC takes no notice
      nonces.add(
          Hex.of(key.encrypt(EncryptionAlgorithm.A256CBC, plain, NONE, aad).iv().orElseThrow()));
    }
    assertThat(nonces).hasSize(1000);
  }

  @ParameterizedTest
  @MethodSource("dev.strongroom.trust.HsmDifferentialTest#specs")
  void keysAreSeparate(KeySpec spec) {
    KeyOperations key = world.open(made(spec));
    KeyOperations other = world.open(made(spec));
    for (SignatureAlgorithm algorithm : SignatureAlgorithm.values()) {
      if (algorithm.fits(spec) && algorithm.scheme() != SignatureAlgorithm.Scheme.HMAC) {
        SignatureInput input =
            new SignatureInput.Value(new byte[Math.max(1, algorithm.hash().bytes())]);
        byte[] signature = key.sign(algorithm, input);
        assertThat(key.verify(algorithm, input, signature)).isTrue();
        assertThat(other.verify(algorithm, input, signature)).as("%s", algorithm).isFalse();
      }
    }
    for (EncryptionAlgorithm algorithm : EncryptionAlgorithm.values()) {
      if (algorithm.fits(spec) && algorithm.fits(KeyUse.WRAP)) {
        byte[] wrapped = key.wrap(algorithm, SecretBytes.owning(new byte[16]));
        assertThatThrownBy(() -> other.unwrap(algorithm, wrapped)).isInstanceOf(KeyRefused.class);
      }
      if (algorithm.fits(spec) && algorithm.mode() == EncryptionAlgorithm.Mode.GCM) {
        Ciphertext sealed = key.encrypt(algorithm, SecretBytes.owning(new byte[16]), NONE, NONE);
        assertThatThrownBy(() -> other.decrypt(algorithm, sealed)).isInstanceOf(KeyRefused.class);
      }
    }
  }

  @Test
  void aClosedKeyRefuses() {
    for (KeySpec spec : List.of(KeySpec.Rsa.RSA_2048, KeySpec.Ec.P_256, KeySpec.Oct.OCT_256)) {
      KeyOperations key = world.open(made(spec));
      SignatureAlgorithm algorithm =
          Arrays.stream(SignatureAlgorithm.values())
              .filter(one -> one.fits(spec))
              .findFirst()
              .orElseThrow();
      key.close();
      assertThatThrownBy(() -> key.sign(algorithm, DIGEST))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("this key has been wiped");
    }
  }

  @Test
  void bytesThatAreNoRecordAreTampered() {
    byte[] sound = made(KeySpec.Ec.P_256).encoded();
    assertThat(HsmKeyRecord.decode(sound).encoded()).isEqualTo(sound);
    for (int length = 0; length < 100; length += 1) {
      byte[] cut = Arrays.copyOf(sound, length);
      assertThatThrownBy(() -> HsmKeyRecord.decode(cut)).isInstanceOf(Tampered.class);
    }
    for (int at : new int[] {0, 1, 2, 3}) {
      byte[] damaged = sound.clone();
      damaged[at] ^= (byte) 0x80;
      assertThatThrownBy(() -> HsmKeyRecord.decode(damaged)).isInstanceOf(Tampered.class);
    }
  }

  /// The label is searched in the token each time it matters: a handle that came to mean another
  /// key is not used.
  @Test
  void aHandleThatMeansAnotherKeyIsNotUsed() {
    HsmKeyRecord key = made(KeySpec.Oct.OCT_256);
    HsmKeyRecord other = made(KeySpec.Oct.OCT_256);
    KeyOperations open = world.open(key);
    SecretBytes plain = SecretBytes.utf8("sixteen bytes ok");
    Ciphertext first = open.encrypt(EncryptionAlgorithm.A256GCM, plain, NONE, NONE);
    world.token.call(session -> {
      long wrong = HsmObject.all(session, Ck.CKO_SECRET_KEY, other.label(), 1).getFirst();
      session.forget(key.label());
      return session.handle(key.label(), _ -> wrong);
    });
    Ciphertext second = open.encrypt(EncryptionAlgorithm.A256GCM, plain, NONE, NONE);
    for (Ciphertext sealed : List.of(first, second)) {
      assertThat(open.decrypt(EncryptionAlgorithm.A256GCM, sealed)).isEqualTo(plain);
    }
    assertThat(new String(world.attribute(key, Ck.CKA_LABEL), StandardCharsets.UTF_8))
        .isEqualTo(key.label());
  }
}
