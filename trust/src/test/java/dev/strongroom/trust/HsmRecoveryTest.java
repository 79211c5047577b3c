package dev.strongroom.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strongroom.trust.pkcs11.ReturnValue;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A real token that is pulled out, logged out, slow, or otherwise not well: what needs it is
/// refused, and it comes back by itself.
class HsmRecoveryTest {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final Binding PLACE = Binding.of("a", "b");
  private static final SecretBytes SECRET = SecretBytes.utf8("32 bytes of a key, as it happens");
  private static final long PATIENCE = TimeUnit.SECONDS.toNanos(60);

  @TempDir Path folder;
  private final AtomicReference<String> pin = new AtomicReference<>(SoftHsm.PIN);
  private SoftHsm hsm;
  private FaultyModule module;
  private RootKey root;
  private byte[] wrapped;

  @BeforeEach
  void begin() {
    hsm = SoftHsm.fresh(folder);
    module = new FaultyModule(hsm.module());
    root = seal(limits(Duration.ofSeconds(30), Duration.ofMillis(30))).create(RANDOM);
    wrapped = root.wrap(PLACE, SECRET);
  }

  @AfterEach
  void end() {
    module.goOn();
    root.close();
  }

  @Test
  void aTokenThatWasPulledOutIsMissedAndComesBack() throws Exception {
    hsm.remove();
    assertThatThrownBy(() -> root.unwrap(PLACE, wrapped)).isInstanceOf(HsmAway.class);
    assertThatThrownBy(() -> root.wrap(PLACE, SECRET)).isInstanceOf(HsmAway.class);
    assertThat(root.present()).isFalse();
    hsm.putBack();
    untilPresent();
    assertThat(root.unwrap(PLACE, wrapped)).isEqualTo(SECRET);
  }

  @Test
  void itsLossIsNoticedWhenNobodyUsesIt() throws Exception {
    hsm.remove();
    until(() -> !root.present());
    hsm.putBack();
    untilPresent();
    assertThat(root.unwrap(PLACE, wrapped)).isEqualTo(SECRET);
  }

  /// Whatever a call answers once, the caller behind it does not notice.
  @ParameterizedTest
  @EnumSource(
      value = ReturnValue.class,
      names = {
        "SESSION_HANDLE_INVALID",
        "SESSION_CLOSED",
        "OPERATION_ACTIVE",
        "USER_NOT_LOGGED_IN",
        "DEVICE_ERROR",
        "DEVICE_REMOVED",
        "TOKEN_NOT_PRESENT",
        "CRYPTOKI_NOT_INITIALIZED",
        "OBJECT_HANDLE_INVALID"
      })
  void whatPassesIsNotNoticed(ReturnValue value) {
    int[] left = {3}; // the call, the probe, and the first of two ways back
    module.failing(called -> {
      if (left[0] == 0 || !called.equals("decrypt")) {
        return Optional.empty();
      }
      left[0] -= 1;
      return Optional.of(value);
    });
    assertThat(root.unwrap(PLACE, wrapped)).isEqualTo(SECRET);
    assertThat(left[0]).isZero();
    assertThat(root.present()).isTrue();
  }

  @Test
  void aLostSessionIsReplacedWithoutALogin() {
    long logins = module.calls("login");
    module.failOnce("decrypt", ReturnValue.SESSION_HANDLE_INVALID);
    assertThat(root.unwrap(PLACE, wrapped)).isEqualTo(SECRET);
    assertThat(module.calls("login")).isEqualTo(logins);
  }

  @Test
  void aFailureThatStaysMakesItAwayUntilItGoes() throws Exception {
    module.failing(called ->
        called.equals("encrypt") ? Optional.of(ReturnValue.DEVICE_ERROR) : Optional.empty());
    assertThatThrownBy(() -> root.wrap(PLACE, SECRET))
        .isInstanceOf(HsmAway.class)
        .hasMessage("encrypt answered CKR_DEVICE_ERROR");
    assertThat(root.present()).isFalse();
    module.failing(_ -> Optional.empty());
    untilPresent();
    assertThat(root.unwrap(PLACE, wrapped)).isEqualTo(SECRET);
  }

  @Test
  void whileItIsAwayNobodyWaitsForIt() {
    root.close();
    root = seal(limits(Duration.ofSeconds(30), Duration.ofHours(1))).unseal(RANDOM);
    module.failing(_ -> Optional.of(ReturnValue.DEVICE_REMOVED));
    assertThatThrownBy(() -> root.wrap(PLACE, SECRET)).isInstanceOf(HsmAway.class);
    int before = module.calls().size();
    for (int i = 0; i < 100; i += 1) {
      assertThatThrownBy(() -> root.unwrap(PLACE, wrapped))
          .isInstanceOfSatisfying(
              HsmAway.class,
              away ->
                  assertThat(away.retryAfter())
                      .isBetween(Duration.ofMinutes(58), Duration.ofHours(1)));
    }
    assertThat(module.calls()).as("the module was left alone").hasSize(before);
  }

  @Test
  void aCallThatHangsKeepsNobodyWaiting() throws Exception {
    root.close();
    root = seal(limits(Duration.ofMillis(300), Duration.ofMillis(30))).unseal(RANDOM);
    module.hang();
    assertThatThrownBy(() -> root.unwrap(PLACE, wrapped)).isInstanceOf(HsmAway.class);
    until(() -> !root.present());
    module.goOn();
    untilPresent();
    assertThat(root.unwrap(PLACE, wrapped)).isEqualTo(SECRET);
  }

  @Test
  void aRefusedPinIsNotTriedAgainUntilItIsAnother() throws Exception {
    pin.set("87654321");
    hsm.remove();
    until(() -> !root.present());
    hsm.putBack();
    long before = module.calls("login");
    until(() -> module.calls("login") > before);
    long tried = module.calls("initialize");
    until(() -> module.calls("initialize") > tried + 5);
    assertThat(module.calls("login")).as("one try of the wrong PIN").isEqualTo(before + 1);
    assertThatThrownBy(() -> root.unwrap(PLACE, wrapped))
        .isInstanceOf(HsmAway.class)
        .hasMessageContaining("does not accept the PIN")
        .hasMessageNotContaining("87654321");
    pin.set(SoftHsm.PIN);
    untilPresent();
    assertThat(root.unwrap(PLACE, wrapped)).isEqualTo(SECRET);
  }

  /// Many callers, while the token comes and goes: each gets the right key or a refusal, and
  /// nothing that was wrapped is wrong.
  @Test
  void manyCallersMeetATokenThatComesAndGoes() throws Exception {
    AtomicBoolean calm = new AtomicBoolean();
    List<CompletableFuture<Void>> callers =
        IntStream.range(0, 6)
            .mapToObj(i -> CompletableFuture.runAsync(() -> callUntil(calm, i)))
            .toList();
    for (int i = 0; i < 5; i += 1) {
      hsm.remove();
      until(() -> !root.present());
      hsm.putBack();
      untilPresent();
    }
    calm.set(true);
    for (CompletableFuture<Void> caller : callers) {
      caller.get(PATIENCE, TimeUnit.NANOSECONDS);
    }
  }

  private void callUntil(AtomicBoolean calm, int caller) {
    boolean served = false;
    for (int i = 0; !calm.get() || !served; i += 1) {
      Binding place = Binding.of("caller", Integer.toString(caller), Integer.toString(i));
      try {
        assertThat(root.unwrap(place, root.wrap(place, SECRET))).isEqualTo(SECRET);
        served = true;
      } catch (HsmAway away) {
        served = false;
      }
    }
  }

  private interface Condition {
    boolean holds();
  }

  private void untilPresent() throws InterruptedException {
    until(root::present);
  }

  private static void until(Condition condition) throws InterruptedException {
    long end = System.nanoTime() + PATIENCE;
    while (!condition.holds()) {
      assertThat(System.nanoTime()).as("it happens").isLessThan(end);
      Thread.sleep(5);
    }
  }

  private static HsmLimits limits(Duration answer, Duration retry) {
    return new HsmLimits(3, answer, retry, retry.multipliedBy(2), Duration.ofMillis(50));
  }

  private Pkcs11Seal seal(HsmLimits limits) {
    var settings =
        new Pkcs11Seal.Settings(
            hsm.library(), new HsmAddress.Labelled(SoftHsm.LABEL), "strongroom-root", limits, true);
    return new Pkcs11Seal(
        settings, module.cryptoki(), () -> SecretBytes.utf8(pin.get()), Providers.jdkOnly());
  }
}
