package dev.strongroom.trust;

import dev.strongroom.trust.pkcs11.Ck;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/// A token with a root key and keys in it, reached through a module that can be made to fail.
final class HsmWorld implements AutoCloseable {
  static final HsmLimits LIMITS =
      new HsmLimits(
          3,
          Duration.ofSeconds(30),
          Duration.ofMillis(20),
          Duration.ofMillis(100),
          Duration.ofMillis(50));
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final AtomicInteger NAMES = new AtomicInteger();

  final SoftHsm hsm;
  final FaultyModule module;
  final RootKey root;
  final HsmKeys keys;
  final HsmToken token;

  /// What is shown to the token at the next login.
  final AtomicReference<String> pin;

  private HsmWorld(SoftHsm hsm, FaultyModule module, Pkcs11Seal seal, AtomicReference<String> pin) {
    this.pin = pin;
    this.hsm = hsm;
    this.module = module;
    this.root = seal.exists() ? seal.unseal(RANDOM) : seal.create(RANDOM);
    this.keys = seal.keys(RANDOM);
    this.token = seal.token();
  }

  static HsmWorld fresh(Path folder) {
    return of(SoftHsm.fresh(folder), LIMITS);
  }

  static HsmWorld of(SoftHsm hsm, HsmLimits limits) {
    return of(hsm, new FaultyModule(hsm.module()), limits);
  }

  static HsmWorld of(SoftHsm hsm, FaultyModule module, HsmLimits limits) {
    var settings =
        new Pkcs11Seal.Settings(
            hsm.library(), new HsmAddress.Labelled(SoftHsm.LABEL), "strongroom-root", limits, true);
    AtomicReference<String> pin = new AtomicReference<>(SoftHsm.PIN);
    return new HsmWorld(
        hsm,
        module,
        new Pkcs11Seal(
            settings, module.cryptoki(), () -> SecretBytes.utf8(pin.get()), Providers.jdkOnly()),
        pin);
  }

  /// A new token that does not offer these mechanisms.
  static HsmWorld without(Path folder, long... missing) {
    SoftHsm hsm = SoftHsm.fresh(folder);
    FaultyModule module = new FaultyModule(hsm.module());
    module.offering(all -> {
      Map<Long, Long> left = new HashMap<>(all);
      Arrays.stream(missing).forEach(left::remove);
      return left;
    });
    return of(hsm, module, LIMITS);
  }

  /// Never the same.
  static HsmKeyName name() {
    return new HsmKeyName("vault-1", "a-key", "%032x".formatted(NAMES.incrementAndGet()));
  }

  KeyOperations open(HsmKeyRecord key) {
    return keys.open(HsmKeyRecord.decode(key.encoded()));
  }

  /// The value of a one-byte attribute of the object with this label.
  boolean flag(HsmKeyRecord key, long attribute) {
    return attribute(key, attribute)[0] == 1;
  }

  byte[] attribute(HsmKeyRecord key, long attribute) {
    return token.call(session -> {
      long kind = HsmKeyKind.of(key.spec()).objectClass();
      long object = HsmObject.all(session, kind, key.label(), 2).getFirst();
      return session.cryptoki().attribute(session.id(), object, attribute);
    });
  }

  /// How many objects of whatever kind are in the token, those of sessions too.
  int objects() {
    return token.call(session -> session.cryptoki().find(session.id(), List.of(), 10_000).size());
  }

  Set<String> labels() {
    return keys.labels();
  }

  static EncryptionAlgorithm cbc(KeySpec spec) {
    return Arrays.stream(EncryptionAlgorithm.values())
        .filter(one -> one.fits(spec) && one.mode() == EncryptionAlgorithm.Mode.CBC)
        .findFirst()
        .orElseThrow();
  }

  static Ciphertext sealed(KeyOperations key) {
    return key.encrypt(
        cbc(key.spec()), SecretBytes.owning(new byte[16]), Optional.empty(), Optional.empty());
  }

  static List<Long> secretAttributes(KeySpec spec) {
    List<Long> all = new ArrayList<>();
    switch (spec) {
      case KeySpec.Rsa _ ->
          all.addAll(
              List.of(
                  Ck.CKA_PRIVATE_EXPONENT,
                  Ck.CKA_PRIME_1,
                  Ck.CKA_PRIME_2,
                  Ck.CKA_EXPONENT_1,
                  Ck.CKA_EXPONENT_2,
                  Ck.CKA_COEFFICIENT));
      case KeySpec.Ec _, KeySpec.Oct _, KeySpec.MlDsa _ -> all.add(Ck.CKA_VALUE);
    }
    return all;
  }

  @Override
  public void close() {
    module.goOn();
    module.failing(_ -> Optional.empty());
    root.close();
  }
}
