package dev.strongroom.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.strongroom.trust.pkcs11.ReturnValue;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// A token that is slow, refuses, loses sessions or is pulled out, at every step of what is done
/// with keys in it: there is a whole key or none, and every object has a label to be found by.
class HsmKeyFaultsTest {
  private static final SignatureInput DIGEST = new SignatureInput.Value(new byte[32]);
  private static final long PATIENCE = TimeUnit.SECONDS.toNanos(60);

  /// More calls than anything here makes.
  private static final int STEPS_MAX = 80;

  /// What is done with keys, and not with sessions.
  private static final Set<String> WORK =
      Set.of("find", "generateKeyPair", "wrapKey", "unwrapKey", "encrypt", "decrypt", "sign");

  @TempDir Path folder;
  private HsmWorld world;

  @AfterEach
  void end() {
    world.close();
  }

  private interface Act {
    HsmKeyRecord on(HsmKeyName name);
  }

  /// What answers wrongly at one step: once, so that the link tries again, or for as long as the
  /// link tries.
  @ParameterizedTest
  @EnumSource(
      value = ReturnValue.class,
      names = {"SESSION_HANDLE_INVALID", "DEVICE_ERROR", "GENERAL_ERROR", "USER_NOT_LOGGED_IN"})
  void aFailureAtAnyStepLeavesAWholeKeyOrNone(ReturnValue value) throws Exception {
    world = HsmWorld.fresh(folder);
    world.keys.generate(KeySpec.Oct.OCT_128, HsmWorld.name(), HsmKeyPurpose.USE);
    HsmKeyRecord kek =
        world.keys.generate(KeySpec.Rsa.RSA_2048, HsmWorld.name(), HsmKeyPurpose.IMPORT);
    SoftwareKey sent = TestKeys.one(KeySpec.Ec.P_256);
    byte[] wrapped =
        TestKeys.FAST.send(
            (PublicJwk.Rsa) world.open(kek).publicJwk().orElseThrow(),
            KeyTransport.CKM_RSA_AES_KEY_WRAP,
            sent.exported());
    for (int failures : new int[] {1, 2, 6}) {
      everyStep(value, failures, name -> generated(name));
      var parcel =
          new HsmKeys.Parcel(kek, KeyTransport.CKM_RSA_AES_KEY_WRAP, HsmKeyKind.EC, wrapped);
      everyStep(value, failures, name -> world.keys.importWrapped(parcel, name, HsmKeyPurpose.USE));
    }
  }

  private HsmKeyRecord generated(HsmKeyName name) {
    return world.keys.generate(KeySpec.Ec.P_256, name, HsmKeyPurpose.USE);
  }

  private void everyStep(ReturnValue value, int failures, Act act) throws Exception {
    boolean reached = true;
    for (int step = 1; reached && step < STEPS_MAX; step += 1) {
      Set<String> before = world.labels();
      int objects = world.objects();
      HsmKeyName name = HsmWorld.name();
      AtomicInteger left = failing(step, failures, value);
      HsmKeyRecord[] made = new HsmKeyRecord[1];
      Throwable failed = catchThrowable(() -> made[0] = act.on(name));
      reached = left.get() <= 0;
      world.module.failing(_ -> Optional.empty());
      until(world.root::present);
      String at = "%s, %d times from step %d".formatted(value, failures, step);
      if (failed == null) {
        assertThat(world.open(made[0]).sign(SignatureAlgorithm.ES256, DIGEST)).as(at).hasSize(64);
        assertThat(world.labels()).as(at).hasSize(before.size() + 1);
        assertThat(world.objects()).as(at).isEqualTo(objects + 1);
        world.keys.destroy(made[0].label());
      } else {
        assertThat(failed)
            .as(at)
            .isInstanceOfAny(HsmAway.class, IllegalStateException.class, KeyRefused.class);
        world.keys.destroy(world.keys.label(name));
      }
      assertThat(world.labels()).as("nothing is left: %s", at).isEqualTo(before);
      assertThat(world.objects()).as("nothing is left: %s", at).isEqualTo(objects);
    }
    assertThat(reached).as("every step was reached").isFalse();
  }

  /// Calls from the one of this number on fail, as often as said. The rest is well.
  private AtomicInteger failing(int step, int failures, ReturnValue value) {
    AtomicInteger until = new AtomicInteger(step);
    AtomicInteger left = new AtomicInteger(failures);
    world.module.failing(called -> {
      boolean spared = called.equals("closeSession") || !fromPool();
      if (spared || until.decrementAndGet() > 0 || left.getAndDecrement() <= 0) {
        return Optional.empty();
      }
      return Optional.of(value);
    });
    return until;
  }

  /// The watch looks after the token whenever it likes, which no test can number.
  private static boolean fromPool() {
    return Thread.currentThread().getName().startsWith("hsm-call-");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 8, 10, 12, 14, 16, 20, 24})
  void aTokenThatIsPulledOutInMidOperationKeepsNoHalfKey(int step) throws Exception {
    world = HsmWorld.fresh(folder);
    HsmKeyRecord old = world.keys.generate(KeySpec.Ec.P_256, HsmWorld.name(), HsmKeyPurpose.USE);
    AtomicInteger until = new AtomicInteger(step);
    world.module.failing(_ -> {
      if (fromPool() && until.decrementAndGet() == 0) {
        world.hsm.remove();
      }
      return Optional.empty();
    });
    HsmKeyName name = HsmWorld.name();
    Throwable failed = catchThrowable(() -> generated(name));
    world.module.failing(_ -> Optional.empty());
    if (until.get() > 0) {
      world.hsm.remove();
    }
    until(() -> !world.root.present());
    assertThatThrownBy(() -> world.open(old).sign(SignatureAlgorithm.ES256, DIGEST))
        .isInstanceOf(HsmAway.class);
    world.hsm.putBack();
    until(world.root::present);
    assertThat(world.open(old).sign(SignatureAlgorithm.ES256, DIGEST)).hasSize(64);
    world.keys.destroy(world.keys.label(name));
    assertThat(world.labels()).as("after %s", failed).containsExactly(old.label());
    assertThat(generated(name).label()).isEqualTo(world.keys.label(name));
  }

  @Test
  void aTokenThatHangsKeepsNobodyWaitingAndLeavesWhatCanBeFound() throws Exception {
    SoftHsm hsm = SoftHsm.fresh(folder);
    Duration answer = Duration.ofMillis(400);
    world =
        HsmWorld.of(
            hsm,
            new HsmLimits(
                3, answer, Duration.ofMillis(20), Duration.ofMillis(100), Duration.ofMillis(50)));
    HsmKeyRecord old = world.keys.generate(KeySpec.Ec.P_256, HsmWorld.name(), HsmKeyPurpose.USE);
    HsmKeyName name = HsmWorld.name();
    world.module.hang();
    assertThatThrownBy(() -> world.open(old).sign(SignatureAlgorithm.ES256, DIGEST))
        .isInstanceOf(HsmAway.class);
    assertThatThrownBy(() -> generated(name)).isInstanceOf(HsmAway.class);
    world.module.goOn();
    until(world.root::present);
    assertThat(world.open(old).sign(SignatureAlgorithm.ES256, DIGEST)).hasSize(64);
    until(() -> quiet(() -> world.keys.destroy(world.keys.label(name))));
    assertThat(generated(name).label()).isEqualTo(world.keys.label(name));
  }

  /// The token was taken out in the middle, and somebody has changed its PIN meanwhile, or ours.
  @Test
  void aWrongPinIsShownOnceAndKeepsNoHalfKey() throws Exception {
    world = HsmWorld.fresh(folder);
    HsmKeyRecord old = generated(HsmWorld.name());
    AtomicInteger until = new AtomicInteger(4);
    world.module.failing(called -> {
      if (!fromPool() || !WORK.contains(called) || until.decrementAndGet() > 0) {
        return Optional.empty();
      }
      world.pin.set("00000000");
      return Optional.of(ReturnValue.DEVICE_REMOVED);
    });
    HsmKeyName name = HsmWorld.name();
    assertThatThrownBy(() -> generated(name))
        .isInstanceOf(HsmAway.class)
        .hasMessageContaining("does not accept the PIN");
    long logins = world.module.calls("login");
    for (int i = 0; i < 5; i += 1) {
      assertThatThrownBy(() -> world.open(old).sign(SignatureAlgorithm.ES256, DIGEST))
          .isInstanceOf(HsmAway.class);
    }
    assertThat(world.module.calls("login")).as("tokens lock after a few").isEqualTo(logins);
    world.module.failing(_ -> Optional.empty());
    world.pin.set(SoftHsm.PIN);
    until(world.root::present);
    world.keys.destroy(world.keys.label(name));
    assertThat(world.labels()).containsExactly(old.label());
    assertThat(world.open(old).sign(SignatureAlgorithm.ES256, DIGEST)).hasSize(64);
    assertThat(generated(name).label()).isEqualTo(world.keys.label(name));
  }

  private static boolean quiet(Runnable act) {
    return catchThrowable(act::run) == null;
  }

  /// A token with a fault gives no wrong signature away, which could give its key away.
  @Test
  void aWrongSignatureIsNotHandedOut() {
    world = HsmWorld.fresh(folder);
    KeyOperations rsa =
        world.open(world.keys.generate(KeySpec.Rsa.RSA_2048, HsmWorld.name(), HsmKeyPurpose.USE));
    KeyOperations ec = world.open(generated(HsmWorld.name()));
    world.module.spoiling("sign");
    assertThatThrownBy(() -> rsa.sign(SignatureAlgorithm.PS256, DIGEST))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("the HSM made a signature that is none of its key");
    assertThatThrownBy(() -> ec.sign(SignatureAlgorithm.ES256, DIGEST))
        .isInstanceOf(IllegalStateException.class);
    Set<String> before = world.labels();
    assertThatThrownBy(() -> generated(HsmWorld.name())).isInstanceOf(IllegalStateException.class);
    assertThat(world.labels()).as("a key that fails its proof does not stay").isEqualTo(before);
  }

  @Test
  void aKeyThatIsGoneFromTheTokenIsSaidToBe() {
    world = HsmWorld.fresh(folder);
    HsmKeyRecord key = generated(HsmWorld.name());
    KeyOperations open = world.open(key);
    open.sign(SignatureAlgorithm.ES256, DIGEST);
    world.keys.destroy(key.label());
    assertThatThrownBy(() -> open.sign(SignatureAlgorithm.ES256, DIGEST))
        .isInstanceOf(HsmAway.class)
        .hasMessage("there is no key " + key.label() + " in it");
    assertThat(world.root.present()).isTrue();
  }

  interface Condition {
    boolean holds();
  }

  static void until(Condition condition) throws InterruptedException {
    long end = System.nanoTime() + PATIENCE;
    while (!condition.holds()) {
      assertThat(System.nanoTime()).as("it happens").isLessThan(end);
      Thread.sleep(5);
    }
  }
}
