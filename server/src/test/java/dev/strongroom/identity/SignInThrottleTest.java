package dev.strongroom.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.strongroom.kernel.Problem;
import dev.strongroom.kernel.Refused;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Guessing gets slower for the guesser, and for nobody else.
class SignInThrottleTest {
  private static final Instant START = Instant.parse("2026-11-24T10:00:00Z");
  private static final String APP = "33333333-3333-4333-8333-333333333333";
  private static final String ATTACKER = "198.51.100.9";
  private static final String OWNER = "10.0.0.7";

  private final SignInThrottle throttle = new SignInThrottle();

  @Test
  void someFailuresAreFree() {
    fail(APP, ATTACKER, SignInThrottle.FREE_FAILURES - 1);
    assertThat(wait(APP, ATTACKER, START)).isEmpty();
  }

  @Test
  void eachFurtherFailureDoublesThePauseUpToALimit() {
    fail(APP, ATTACKER, SignInThrottle.FREE_FAILURES);
    assertThat(wait(APP, ATTACKER, START)).contains(Duration.ofSeconds(1));
    fail(APP, ATTACKER, 1);
    assertThat(wait(APP, ATTACKER, START)).contains(Duration.ofSeconds(2));
    fail(APP, ATTACKER, 1);
    assertThat(wait(APP, ATTACKER, START)).contains(Duration.ofSeconds(4));
    fail(APP, ATTACKER, 50);
    assertThat(wait(APP, ATTACKER, START)).contains(Pauses.LONGEST);
  }

  @Test
  void thePauseEnds() {
    fail(APP, ATTACKER, SignInThrottle.FREE_FAILURES);
    assertThat(wait(APP, ATTACKER, START.plusMillis(999))).isPresent();
    assertThat(wait(APP, ATTACKER, START.plusSeconds(1))).isEmpty();
  }

  @Test
  void theOwnerIsNotLockedOutByAnAttackerElsewhere() {
    fail(APP, ATTACKER, 1_000);
    assertThat(wait(APP, OWNER, START)).isEmpty();
  }

  @Test
  void successForgetsTheFailures() {
    fail(APP, OWNER, SignInThrottle.FREE_FAILURES);
    throttle.succeeded(APP, OWNER);
    assertThat(wait(APP, OWNER, START)).isEmpty();
  }

  @Test
  void tryingManyApplicationsFromOneAddressIsSlowedToo() {
    for (int i = 0; i < SignInThrottle.FREE_FAILURES_OF_ADDRESS; i += 1) {
      throttle.failed("app" + i, ATTACKER, START);
    }
    assertThat(wait("another", ATTACKER, START)).isPresent();
    assertThat(wait("another", OWNER, START)).isEmpty();
  }

  @Test
  void successOfOneApplicationDoesNotFreeTheAddress() {
    for (int i = 0; i < SignInThrottle.FREE_FAILURES_OF_ADDRESS; i += 1) {
      throttle.failed("app" + i, ATTACKER, START);
    }
    throttle.succeeded("mine", ATTACKER);
    assertThat(wait("another", ATTACKER, START)).isPresent();
  }

  @Test
  void anIpv6SiteCountsAsOneAddress() {
    for (int i = 0; i < SignInThrottle.FREE_FAILURES; i += 1) {
      throttle.failed(APP, "2001:db8:1:2::" + Integer.toHexString(i + 1), START);
    }
    assertThat(wait(APP, "2001:db8:1:2:ffff:ffff:ffff:ffff", START)).isPresent();
    assertThat(wait(APP, "2001:db8:1:3::1", START)).isEmpty();
  }

  @Test
  void theSpellingOfAClientIdMakesNoDifference() {
    String upper = APP.replace('3', 'A');
    fail(upper, ATTACKER, SignInThrottle.FREE_FAILURES);
    assertThat(wait(upper.toLowerCase(Locale.ROOT), ATTACKER, START)).isPresent();
  }

  @Test
  void strangeInputIsHarmless() {
    for (String text : new String[] {"", ":", "::", ":::::::::", "\n", "x".repeat(100_000)}) {
      assertThatCode(() -> throttle.failed(text, text, START)).doesNotThrowAnyException();
      assertThat(wait(text, text, START)).isEmpty();
    }
  }

  private void fail(String client, String address, int times) {
    for (int i = 0; i < times; i += 1) {
      throttle.failed(client, address, START);
    }
  }

  private Optional<Duration> wait(String client, String address, Instant now) {
    try {
      throttle.admit(client, address, now);
      return Optional.empty();
    } catch (Refused refused) {
      return Optional.of(((Problem.Throttled) refused.problem()).retryAfter());
    }
  }
}
