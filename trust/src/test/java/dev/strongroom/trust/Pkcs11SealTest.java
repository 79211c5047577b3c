package dev.strongroom.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strongroom.trust.pkcs11.Attribute;
import dev.strongroom.trust.pkcs11.Ck;
import dev.strongroom.trust.pkcs11.Cryptoki;
import dev.strongroom.trust.pkcs11.CryptokiFailure;
import dev.strongroom.trust.pkcs11.Mechanism;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The seal on a real token.
class Pkcs11SealTest {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final Binding PLACE = Binding.of("a", "b");
  private static final HsmLimits LIMITS =
      new HsmLimits(
          2,
          Duration.ofSeconds(20),
          Duration.ofMillis(20),
          Duration.ofMillis(100),
          Duration.ofMillis(50));

  @TempDir Path folder;
  private SoftHsm hsm;
  private final List<RootKey> opened = new ArrayList<>();

  @BeforeEach
  void token() {
    hsm = SoftHsm.fresh(folder);
  }

  @AfterEach
  void letGo() {
    opened.forEach(RootKey::close);
  }

  @Test
  void theRootKeyIsFoundAgainAfterARestart() {
    Pkcs11Seal first = seal(hsm.module());
    assertThat(first.exists()).isFalse();
    RootKey made = keep(first.create(RANDOM));
    byte[] wrapped = made.wrap(PLACE, secret());
    made.close();
    RootKey again = keep(seal(hsm.module()).unseal(RANDOM));
    assertThat(again.id()).isEqualTo(made.id()).matches("[0-9a-f]{16}");
    assertThat(again.unwrap(PLACE, wrapped)).isEqualTo(secret());
  }

  @Test
  void twoNodesShareOneToken() {
    RootKey one = keep(seal(hsm.module()).create(RANDOM));
    RootKey two = keep(seal(hsm.module()).unseal(RANDOM));
    assertThat(two.unwrap(PLACE, one.wrap(PLACE, secret()))).isEqualTo(secret());
    assertThat(one.unwrap(PLACE, two.wrap(PLACE, secret()))).isEqualTo(secret());
  }

  @ParameterizedTest
  @EnumSource(
      value = HsmWrapping.class,
      names = {"GCM", "PAD", "DERIVED"})
  void everyWayOfWrappingBindsTheWholeAndThePlace(HsmWrapping way) {
    FaultyModule module = offeringOnly(way);
    RootKey root = keep(seal(module.cryptoki()).create(RANDOM));
    assertThat(root).hasToString("RootKey[strongroom-root." + way.mark() + "." + root.id() + "]");
    byte[] wrapped = root.wrap(PLACE, secret());
    assertThat(wrapped[0]).isEqualTo(way.format());
    assertThat(root.unwrap(PLACE, wrapped)).isEqualTo(secret());
    assertThatThrownBy(() -> root.unwrap(Binding.of("a", "c"), wrapped))
        .isInstanceOf(Tampered.class);
    for (int i = 0; i < wrapped.length; i += 1) {
      byte[] changed = wrapped.clone();
      changed[i] ^= 1;
      assertThatThrownBy(() -> root.unwrap(PLACE, changed)).isInstanceOf(Tampered.class);
      byte[] cut = Arrays.copyOf(wrapped, i);
      assertThatThrownBy(() -> root.unwrap(PLACE, cut)).isInstanceOf(Tampered.class);
    }
    assertThat(root.present()).as("whoever changes rows does not make it go away").isTrue();
    assertThat(module.calls("finish")).as("initialised once").isLessThanOrEqualTo(1);
  }

  @Test
  void anotherTokensRootKeyOpensNothing() {
    RootKey here = keep(seal(hsm.module()).create(RANDOM));
    byte[] wrapped = here.wrap(PLACE, secret());
    SoftHsm other = SoftHsm.fresh(folder.resolve("tokens"));
    RootKey there = keep(seal(other.module()).create(RANDOM));
    assertThat(there.id()).isNotEqualTo(here.id());
    assertThatThrownBy(() -> there.unwrap(PLACE, wrapped)).isInstanceOf(Tampered.class);
  }

  @Test
  void noTwoWrappingsAreTheSame() {
    RootKey root = keep(seal(hsm.module()).create(RANDOM));
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < 200; i += 1) {
      seen.add(Arrays.toString(Arrays.copyOf(root.wrap(PLACE, secret()), 13)));
    }
    assertThat(seen).as("nonces").hasSize(200);
  }

  @ParameterizedTest
  @EnumSource(
      value = HsmWrapping.class,
      names = {"GCM", "PAD", "DERIVED"})
  void theTokenMadeTheKeyAndKeepsIt(HsmWrapping way) {
    keep(seal(offeringOnly(way).cryptoki()).create(RANDOM));
    Cryptoki module = hsm.module();
    long session = loggedIn(module);
    long key =
        module
            .find(session, List.of(Attribute.number(Ck.CKA_CLASS, Ck.CKO_SECRET_KEY)), 9)
            .getFirst();
    assertThat(flags(module, session, key, Ck.CKA_TOKEN, Ck.CKA_PRIVATE, Ck.CKA_SENSITIVE))
        .containsOnly(true);
    assertThat(
            flags(
                module,
                session,
                key,
                Ck.CKA_LOCAL,
                Ck.CKA_ALWAYS_SENSITIVE,
                Ck.CKA_NEVER_EXTRACTABLE))
        .containsOnly(true);
    assertThat(flags(module, session, key, Ck.CKA_EXTRACTABLE, Ck.CKA_SIGN)).containsOnly(false);
    assertThat(flags(module, session, key, Ck.CKA_ENCRYPT, Ck.CKA_DECRYPT, Ck.CKA_WRAP))
        .isEqualTo(
            switch (way) {
              case GCM -> List.of(true, true, false);
              case KWP, PAD -> List.of(false, false, true);
              case DERIVED -> List.of(true, false, false);
            });
    assertThatThrownBy(() -> module.attribute(session, key, Ck.CKA_VALUE))
        .isInstanceOf(CryptokiFailure.class)
        .hasMessage("C_GetAttributeValue answered CKR_ATTRIBUTE_SENSITIVE");
    module.finish();
  }

  @Test
  void aTokenThatOffersNothingIsRefused() {
    FaultyModule module = new FaultyModule(hsm.module());
    module.offering(all -> {
      var rest = new HashMap<>(all);
      List.of(HsmWrapping.values()).forEach(way -> rest.remove(way.mechanism()));
      return rest;
    });
    assertThatThrownBy(() -> seal(module.cryptoki()).create(RANDOM))
        .isInstanceOf(SealRefused.class)
        .hasMessageContaining("it needs AES-GCM, AES key wrap with padding, or AES-ECB");
  }

  @Test
  void aWrongPinIsShownToTheTokenOnce() {
    FaultyModule module = new FaultyModule(hsm.module());
    Pkcs11Seal seal =
        new Pkcs11Seal(settings("strongroom-root"), module.cryptoki(), pin("0000"), jdk());
    for (int i = 0; i < 3; i += 1) {
      assertThatThrownBy(seal::exists)
          .isInstanceOf(SealRefused.class)
          .hasMessageContaining("does not accept the PIN")
          .hasMessageNotContaining("0000")
          .satisfies(refused -> assertThat(((SealRefused) refused).counted()).isTrue());
    }
    assertThat(module.calls("login")).as("tokens lock after a few").isEqualTo(1);
    assertThat(module.calls("closeSession"))
        .as("no session stays open")
        .isEqualTo(module.calls("openSession"));
  }

  @Test
  void aRootKeyIsNeverMadeTwice() {
    RootKey made = keep(seal(hsm.module()).create(RANDOM));
    assertThatThrownBy(() -> seal(hsm.module()).create(RANDOM))
        .isInstanceOf(SealRefused.class)
        .hasMessageContaining("already; a root key is never overwritten");
    assertThat(keep(seal(hsm.module()).unseal(RANDOM)).id()).isEqualTo(made.id());
  }

  @Test
  void deploymentsOnOneTokenAreApart() {
    keep(seal(hsm.module()).create(RANDOM));
    Pkcs11Seal other =
        new Pkcs11Seal(settings("other-root"), hsm.module(), pin(SoftHsm.PIN), jdk());
    assertThat(other.exists()).isFalse();
    assertThatThrownBy(() -> other.unseal(RANDOM))
        .isInstanceOf(SealRefused.class)
        .hasMessageContaining("no key's label begins with other-root");
    keep(other.create(RANDOM));
  }

  @Test
  void severalRootKeysOfOneNameAreRefused() {
    keep(seal(hsm.module()).create(RANDOM));
    Cryptoki module = hsm.module();
    long session = loggedIn(module);
    module.generateKey(
        session,
        new Mechanism.Plain(Ck.CKM_AES_KEY_GEN),
        List.of(
            Attribute.number(Ck.CKA_VALUE_LEN, 32),
            Attribute.flag(Ck.CKA_TOKEN, true),
            Attribute.text(Ck.CKA_LABEL, "strongroom-root.gcm.00112233445566aa")));
    module.finish();
    assertThatThrownBy(() -> seal(hsm.module()).unseal(RANDOM))
        .isInstanceOf(SealRefused.class)
        .hasMessageContaining("several root keys")
        .hasMessageContaining("00112233445566aa");
  }

  @Test
  void whatCannotBeReachedIsNamed() {
    HsmAddress elsewhere = new HsmAddress.Labelled("no such token");
    Pkcs11Seal.Settings settings =
        new Pkcs11Seal.Settings(hsm.library(), elsewhere, "strongroom-root", LIMITS, true);
    assertThatThrownBy(new Pkcs11Seal(settings, hsm.module(), pin(SoftHsm.PIN), jdk())::exists)
        .isInstanceOf(SealRefused.class)
        .hasMessageContaining("token \"no such token\"")
        .hasMessageContaining("no such token is there");
    assertThatThrownBy(() -> Pkcs11Seal.load(at(Path.of("/none.so")), pin("x"), jdk()))
        .isInstanceOf(SealRefused.class)
        .hasMessageStartingWith("/none.so cannot be loaded");
    assertThatThrownBy(() -> Pkcs11Seal.load(at(noModule()), pin("x"), jdk()))
        .isInstanceOf(SealRefused.class)
        .hasMessageContaining("is not a PKCS #11 module");
  }

  @Test
  void aTokenIsFoundByItsSlotToo() {
    Cryptoki module = hsm.module();
    module.initialize();
    long slot =
        module.slots().stream()
            .filter(one -> module.token(one).initialised())
            .findFirst()
            .orElseThrow();
    HsmAddress address = new HsmAddress.InSlot(slot);
    Pkcs11Seal.Settings settings =
        new Pkcs11Seal.Settings(hsm.library(), address, "strongroom-root", LIMITS, true);
    Pkcs11Seal seal = new Pkcs11Seal(settings, module, pin(SoftHsm.PIN), jdk());
    RootKey bySlot = keep(seal.create(RANDOM));
    RootKey byLabel = keep(seal(hsm.module()).unseal(RANDOM));
    assertThat(bySlot.unwrap(PLACE, byLabel.wrap(PLACE, secret()))).isEqualTo(secret());
    assertThat(seal.notice()).contains("the token in slot " + slot);
  }

  @Test
  void labelsFitTheSmallestTokens() {
    assertThat(keep(seal(hsm.module()).create(RANDOM)).toString().length() - "RootKey[]".length())
        .isLessThanOrEqualTo(40);
    assertThat(HsmKeyLabel.parse("strongroom-root.gcm.0011")).isEmpty();
    assertThat(HsmKeyLabel.parse("strongroom-root.xyz.0011223344556677")).isEmpty();
    assertThat(HsmKeyLabel.parse("a.b.kwp.0011223344556677"))
        .contains(new HsmKeyLabel("a.b", HsmWrapping.KWP, "0011223344556677"));
  }

  private FaultyModule offeringOnly(HsmWrapping way) {
    FaultyModule module = new FaultyModule(hsm.module());
    module.offering(all -> {
      var some = new HashMap<>(all);
      for (HsmWrapping other : HsmWrapping.values()) {
        if (other != way) {
          some.remove(other.mechanism());
        }
      }
      return some;
    });
    return module;
  }

  private static List<Boolean> flags(Cryptoki module, long session, long key, long... types) {
    return Arrays.stream(types)
        .mapToObj(type -> module.attribute(session, key, type)[0] != 0)
        .toList();
  }

  private static long loggedIn(Cryptoki module) {
    module.initialize();
    long slot =
        module.slots().stream()
            .filter(one -> module.token(one).initialised())
            .findFirst()
            .orElseThrow();
    long session = module.openSession(slot);
    module.login(session, SoftHsm.PIN.getBytes(StandardCharsets.UTF_8));
    return session;
  }

  private Pkcs11Seal seal(Cryptoki module) {
    return new Pkcs11Seal(settings("strongroom-root"), module, pin(SoftHsm.PIN), jdk());
  }

  private Pkcs11Seal.Settings settings(String keyLabel) {
    return new Pkcs11Seal.Settings(
        hsm.library(), new HsmAddress.Labelled(SoftHsm.LABEL), keyLabel, LIMITS, true);
  }

  private static Pkcs11Seal.Settings at(Path module) {
    return new Pkcs11Seal.Settings(
        module, new HsmAddress.Labelled(SoftHsm.LABEL), "strongroom-root", LIMITS, true);
  }

  private static Path noModule() {
    return Path.of(System.getProperty("java.home"), "lib", "libzip.so");
  }

  private static HsmPin pin(String pin) {
    return () -> SecretBytes.utf8(pin);
  }

  private static Providers jdk() {
    return Providers.jdkOnly();
  }

  private static SecretBytes secret() {
    return SecretBytes.utf8("32 bytes of a key, as it happens");
  }

  private RootKey keep(RootKey root) {
    opened.add(root);
    return root;
  }
}
