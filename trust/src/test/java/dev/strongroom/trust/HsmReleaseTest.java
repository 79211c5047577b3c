package dev.strongroom.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.strongroom.trust.pkcs11.Attribute;
import dev.strongroom.trust.pkcs11.Ck;
import dev.strongroom.trust.pkcs11.CryptokiFailure;
import dev.strongroom.trust.pkcs11.ReturnValue;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Keys leave a real token for the one party that they are wrapped for, and only those that were
/// made to leave.
class HsmReleaseTest {
  private static final byte[] DIGEST = new byte[32];
  private static final int STEPS_MAX = 60;
  private static final Set<String> WRAPPING =
      Set.of("generateKey", "createObject", "wrapKey", "unwrapKey");
  @TempDir static Path folder;
  private static HsmWorld world;
  private static SoftwareKey party;

  @BeforeAll
  static void token() {
    world = HsmWorld.fresh(folder);
    party = TestKeys.FAST.generate(KeySpec.Rsa.RSA_2048);
    made(KeySpec.Oct.OCT_128); // and with it the backup key
  }

  @AfterAll
  static void end() {
    party.close();
    world.close();
  }

  private static HsmKeyRecord made(KeySpec spec) {
    return world.keys.generate(spec, HsmWorld.name(), HsmKeyPurpose.EXPORTABLE);
  }

  private static byte[] released(HsmKeyRecord key, KeyTransport transport) {
    return world.keys.release(key, (PublicJwk.Rsa) party.publicJwk().orElseThrow(), transport);
  }

  static Stream<Arguments> specsAndTransports() {
    return HsmDifferentialTest.specs().stream()
        .flatMap(spec ->
            Stream.of(KeyTransport.values()).map(transport -> Arguments.of(spec, transport)));
  }

  @ParameterizedTest
  @MethodSource("specsAndTransports")
  void thePartyOpensTheVeryKeyThatStaysInTheToken(KeySpec spec, KeyTransport transport) {
    HsmKeyRecord key = made(spec);
    int objects = world.objects();
    byte[] wrapped = released(HsmKeyRecord.decode(key.encoded()), transport);
    assertThat(world.objects()).as("nothing is left").isEqualTo(objects);
    try (SecretBytes received = party.receive(transport, wrapped);
        SoftwareKey out =
            spec instanceof KeySpec.Oct
                ? TestKeys.FAST.importJwk(new PrivateJwk.Oct(received))
                : TestKeys.FAST.importPkcs8(received)) {
      assertThat(out.spec()).isEqualTo(spec);
      isTheSame(key, out);
    }
    assertThat(world.flag(key, Ck.CKA_EXTRACTABLE)).as("the object that stays").isFalse();
    assertThat(world.flag(key, Ck.CKA_SENSITIVE)).isTrue();
  }

  private static void isTheSame(HsmKeyRecord key, SoftwareKey out) {
    KeyOperations inside = world.open(key);
    if (key.spec() instanceof KeySpec.Oct) {
      assertThat(out.decrypt(HsmWorld.cbc(key.spec()), HsmWorld.sealed(inside)))
          .isEqualTo(SecretBytes.owning(new byte[16]));
    } else {
      assertThat(Der.spki(out.publicJwk().orElseThrow())).isEqualTo(key.spki());
    }
  }

  /// SoftHSM has OAEP with SHA-1 alone, and fills what is no multiple of eight bytes up with zeros.
  @Test
  void whereTheTokenCanItDoesAllOfIt() {
    KeyTransport sha1 = KeyTransport.CKM_RSA_AES_KEY_WRAP;
    List<String> tried = List.of("unwrapKey", "createObject", "createObject", "wrapKey");
    assertThat(calls(made(KeySpec.Oct.OCT_192), sha1))
        .startsWith(tried.toArray(String[]::new))
        .endsWith("generateKey", "createObject", "wrapKey", "wrapKey")
        .hasSize(8);
    assertThat(calls(made(KeySpec.Oct.OCT_192), KeyTransport.RSA_AES_KEY_WRAP_256))
        .as("no such OAEP after all: passes through here")
        .endsWith("generateKey", "createObject", "wrapKey", "createObject", "wrapKey");
    assertThat(calls(made(KeySpec.Ec.P_256), sha1))
        .as("is not exact: passes through here")
        .startsWith(tried.toArray(String[]::new))
        .endsWith("createObject", "wrapKey")
        .hasSize(6);
  }

  /// A token may refuse to have its wrapping tried out: then a number that has two meanings is not
  /// believed.
  @ParameterizedTest
  @EnumSource(
      value = ReturnValue.class,
      names = {"ATTRIBUTE_VALUE_INVALID", "KEY_NOT_WRAPPABLE", "ACTION_PROHIBITED"})
  void aRefusedTrialIsNoRefusedRelease(ReturnValue value) {
    HsmKeyRecord key = made(KeySpec.Oct.OCT_256);
    for (String refused : List.of("createObject", "wrapKey")) {
      AtomicBoolean first = new AtomicBoolean(true);
      world.module.failing(called ->
          called.equals(refused) && first.getAndSet(false) ? Optional.of(value) : Optional.empty());
      byte[] wrapped = released(key, KeyTransport.CKM_RSA_AES_KEY_WRAP);
      world.module.failing(_ -> Optional.empty());
      assertThat(first).isFalse();
      try (SecretBytes received = party.receive(KeyTransport.CKM_RSA_AES_KEY_WRAP, wrapped);
          SoftwareKey out = TestKeys.FAST.importJwk(new PrivateJwk.Oct(received))) {
        isTheSame(key, out);
      }
    }
  }

  private static List<String> calls(HsmKeyRecord key, KeyTransport transport) {
    List<String> made = Collections.synchronizedList(new ArrayList<>());
    world.module.failing(called -> {
      if (WRAPPING.contains(called)) {
        made.add(called);
      }
      return Optional.empty();
    });
    released(key, transport);
    world.module.failing(_ -> Optional.empty());
    return made;
  }

  @Test
  void itWorksAsAnyOtherKeyAndComesBackFromABackup() {
    HsmKeyRecord key = made(KeySpec.Ec.P_256);
    var hashed = new SignatureInput.Value(DIGEST);
    assertThat(world.open(key).sign(SignatureAlgorithm.ES256, hashed)).hasSize(64);
    HsmKeyRecord mac = made(KeySpec.Oct.OCT_256);
    assertThat(world.open(mac).sign(SignatureAlgorithm.HS256, hashed)).hasSize(32);
    world.keys.destroy(key.label());
    HsmKeyRecord back = world.keys.restore(HsmKeyRecord.decode(key.encoded()), HsmWorld.name());
    assertThat(back.purpose()).isEqualTo(HsmKeyPurpose.EXPORTABLE);
    try (SecretBytes received =
            party.receive(
                KeyTransport.RSA_AES_KEY_WRAP_256,
                released(back, KeyTransport.RSA_AES_KEY_WRAP_256));
        SoftwareKey out = TestKeys.FAST.importPkcs8(received)) {
      isTheSame(back, out);
    }
  }

  @Test
  void whatIsBroughtMayLeaveAgain() {
    try (SoftwareKey mine = TestKeys.FAST.generate(KeySpec.Ec.P_384)) {
      HsmKeyRecord kek =
          world.keys.generate(KeySpec.Rsa.RSA_2048, HsmWorld.name(), HsmKeyPurpose.IMPORT);
      KeyTransport transport = KeyTransport.CKM_RSA_AES_KEY_WRAP;
      byte[] sent =
          TestKeys.FAST.send(
              (PublicJwk.Rsa) world.open(kek).publicJwk().orElseThrow(),
              transport,
              mine.exported());
      HsmKeyRecord brought =
          world.keys.importWrapped(
              new HsmKeys.Parcel(kek, transport, HsmKeyKind.EC, sent),
              HsmWorld.name(),
              HsmKeyPurpose.EXPORTABLE);
      try (SecretBytes received = party.receive(transport, released(brought, transport))) {
        assertThat(received).isEqualTo(mine.exported());
      }
    }
  }

  @Test
  void aKeyThatStaysIsNotReleased() {
    HsmKeyRecord stays = world.keys.generate(KeySpec.Ec.P_256, HsmWorld.name(), HsmKeyPurpose.USE);
    assertThatThrownBy(() -> released(stays, KeyTransport.CKM_RSA_AES_KEY_WRAP))
        .isInstanceOf(IllegalArgumentException.class);
    HsmKeyRecord forged =
        new HsmKeyRecord(
            stays.spec(), HsmKeyPurpose.EXPORTABLE, stays.spki(), stays.label(), stays.wrapped());
    assertThatThrownBy(() -> released(forged, KeyTransport.CKM_RSA_AES_KEY_WRAP))
        .as("its backup key is another")
        .isInstanceOf(KeyRefused.class);
    byte[] changed = made(KeySpec.Ec.P_256).wrapped();
    changed[changed.length - 1] ^= 1;
    HsmKeyRecord tampered =
        new HsmKeyRecord(
            stays.spec(), HsmKeyPurpose.EXPORTABLE, stays.spki(), stays.label(), changed);
    assertThatThrownBy(() -> released(tampered, KeyTransport.CKM_RSA_AES_KEY_WRAP))
        .isInstanceOf(Tampered.class);
  }

  /// Not even the holder of the PIN gets such a backup in the clear, where the token knows the
  /// rule.
  @Test
  void whatItsBackupKeyUnwrapsIsHidden() {
    HsmKeyRecord key = made(KeySpec.Oct.OCT_128);
    assertThatThrownBy(() ->
            world.token.call(session -> {
              List<Attribute> open = new ArrayList<>(HsmTemplate.data());
              return HsmBackupKey.ofExportable("strongroom-root", new SecureRandom())
                  .unwrap(session, key.wrapped(), open);
            }))
        .isInstanceOf(CryptokiFailure.class)
        .hasMessageContaining("TEMPLATE_INCONSISTENT");
    assertThatThrownBy(() -> world.keys.destroy("strongroom-root.exportable"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /// One that could be released to nobody is refused when it is made, not when it is missed.
  @Test
  void aTokenThatWrapsNoKeysMakesNoneToLeave(@TempDir Path elsewhere) {
    try (HsmWorld poorer =
        HsmWorld.without(elsewhere, Ck.CKM_AES_KEY_WRAP_KWP, Ck.CKM_AES_KEY_WRAP_PAD)) {
      assertThat(
              catchThrowable(() ->
                  poorer.keys.generate(
                      KeySpec.Ec.P_256, HsmWorld.name(), HsmKeyPurpose.EXPORTABLE)))
          .isInstanceOf(KeyRefused.class)
          .hasMessageContaining("exportable keys");
      assertThat(poorer.labels()).isEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("dev.strongroom.trust.HsmReleaseTest#faults")
  void whateverFailsNothingIsLeftInTheToken(KeySpec spec, KeyTransport transport, ReturnValue value)
      throws Exception {
    HsmKeyRecord key = made(spec);
    Set<String> labels = world.labels();
    int objects = world.objects();
    boolean reached = true;
    for (int step = 1; reached && step < STEPS_MAX; step += 1) {
      AtomicInteger until = new AtomicInteger(step);
      world.module.failing(called ->
          !called.equals("closeSession")
                  && Thread.currentThread().getName().startsWith("hsm-call-")
                  && until.decrementAndGet() == 0
              ? Optional.of(value)
              : Optional.empty());
      Throwable failed = catchThrowable(() -> released(key, KeyTransport.CKM_RSA_AES_KEY_WRAP));
      reached = until.get() <= 0;
      world.module.failing(_ -> Optional.empty());
      if (failed != null) {
        assertThat(failed)
            .isInstanceOfAny(
                HsmAway.class, IllegalStateException.class, KeyRefused.class, Tampered.class);
      }
      HsmKeyFaultsTest.until(world.root::present);
      assertThat(world.labels()).isEqualTo(labels);
      assertThat(world.objects()).as("%s at step %d", value, step).isEqualTo(objects);
    }
    assertThat(reached).as("every step was reached").isFalse();
  }

  static Stream<Arguments> faults() {
    KeyTransport sha1 = KeyTransport.CKM_RSA_AES_KEY_WRAP;
    return Stream.of(
            ReturnValue.DEVICE_REMOVED,
            ReturnValue.SESSION_HANDLE_INVALID,
            ReturnValue.GENERAL_ERROR,
            ReturnValue.TEMPLATE_INCONSISTENT)
        .flatMap(value ->
            Stream.of(
                Arguments.of(KeySpec.Oct.OCT_256, sha1, value),
                Arguments.of(KeySpec.Ec.P_256, sha1, value),
                Arguments.of(KeySpec.Ec.P_256, KeyTransport.RSA_AES_KEY_WRAP_256, value)));
  }
}
