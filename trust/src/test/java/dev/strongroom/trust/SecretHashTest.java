package dev.strongroom.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class SecretHashTest {
  private static final SecretBytes RIGHT = SecretBytes.utf8("Vk8~client-secret");
  private static final SecretBytes WRONG = SecretBytes.utf8("Vk8~client-secreT");
  private static final Argon2Cost CHEAPEST = Argon2Cost.SECRET;

  private final SecretHash hash = new SecretHash(CHEAPEST, 2, new SecureRandom());

  @Test
  void onlyTheSecretMatches() {
    String stored = hash.of(RIGHT);
    assertThat(hash.matches(Optional.of(stored), RIGHT)).isTrue();
    assertThat(hash.matches(Optional.of(stored), WRONG)).isFalse();
    assertThat(hash.matches(Optional.of(stored), SecretBytes.utf8(""))).isFalse();
  }

  @Test
  void nobodyHasNoSecret() {
    assertThat(hash.matches(Optional.empty(), RIGHT)).isFalse();
    SecretHash zeros = new SecretHash(CHEAPEST, 1, new CountingRandom());
    assertThat(zeros.matches(Optional.empty(), SecretBytes.utf8(""))).isFalse();
  }

  /// Both do one Argon2id; without it, nobody would be refused a thousand times faster.
  @Test
  void nobodyIsRefusedAsSlowlyAsSomebody() {
    String stored = hash.of(RIGHT);
    hash.matches(Optional.of(stored), WRONG);
    Duration somebody = timed(() -> hash.matches(Optional.of(stored), WRONG));
    Duration nobody = timed(() -> hash.matches(Optional.empty(), WRONG));
    assertThat(nobody).isGreaterThan(somebody.dividedBy(4));
  }

  @Test
  void theSameSecretIsStoredDifferentlyEachTime() {
    assertThat(hash.of(RIGHT)).isNotEqualTo(hash.of(RIGHT));
  }

  @Test
  void theFormIsPhc() {
    assertThat(new SecretHash(CHEAPEST, 1, new SecureRandom()).of(RIGHT))
        .matches("\\$argon2id\\$v=19\\$m=19456,t=2,p=1\\$[A-Za-z0-9+/]{22}\\$[A-Za-z0-9+/]{43}");
  }

  /// The vector of the reference implementation (VectorsTest), in PHC form.
  @Test
  void hashesOfTheReferenceImplementationAreUnderstood() {
    String stored =
        "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc";
    assertThat(hash.matches(Optional.of(stored), SecretBytes.utf8("password"))).isTrue();
    assertThat(hash.matches(Optional.of(stored), SecretBytes.utf8("passwore"))).isFalse();
  }

  @Test
  void aHashOfAnotherCostIsOutdated() {
    String stored = hash.of(RIGHT);
    assertThat(hash.outdated(stored)).isFalse();
    assertThat(hash.outdated(stored.replace("t=2", "t=3"))).isTrue();
    assertThat(
            new SecretHash(new Argon2Cost(20 * 1024, 2, 1), 1, new SecureRandom()).outdated(stored))
        .isTrue();
  }

  @Test
  void whatIsNoHashIsNoticed() {
    String good = hash.of(RIGHT);
    for (String bad :
        new String[] {
          "",
          "Vk8~client-secret",
          good.replace("argon2id", "argon2i"),
          good.replace("v=19", "v=16"),
          good.replace("m=19456", "m=8"),
          good.replace("m=19456", "m=1048577"),
          good.replace("t=2", "t=1"),
          good.replace("t=2", "t=65"),
          good.replace("p=1", "p=17"),
          good.replace("p=1", "p=0"),
          good + "!"
        }) {
      assertThatThrownBy(() -> hash.matches(Optional.of(bad), RIGHT))
          .as(bad)
          .isInstanceOf(Tampered.class)
          .hasMessage("not a stored Argon2id hash");
    }
  }

  @Test
  void costsHaveBounds() {
    assertThat(new Argon2Cost(19 * 1024, 2, 1)).hasToString("m=19456,t=2,p=1");
    assertThat(new Argon2Cost(1024 * 1024, 64, 16)).hasToString("m=1048576,t=64,p=16");
    for (int[] cost :
        new int[][] {
          {19 * 1024 - 1, 2, 1},
          {1024 * 1024 + 1, 2, 1},
          {19 * 1024, 1, 1},
          {19 * 1024, 65, 1},
          {19 * 1024, 2, 0},
          {19 * 1024, 2, 17}
        }) {
      assertThatThrownBy(() -> new Argon2Cost(cost[0], cost[1], cost[2]))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("Argon2id ");
    }
  }

  @Test
  void aCheckWaitsForItsTurn() throws InterruptedException {
    Semaphore turns = new Semaphore(0);
    SecretHash busy = new SecretHash(CHEAPEST, turns, new SecureRandom());
    Thread check = Thread.startVirtualThread(() -> busy.matches(Optional.empty(), RIGHT));
    assertThat(check.join(Duration.ofMillis(500))).isFalse();
    turns.release();
    assertThat(check.join(Duration.ofSeconds(60))).isTrue();
    assertThat(turns.availablePermits()).isEqualTo(1);
  }

  @Test
  void manyChecksAtOnceTakeTurnsAndAllEnd() throws InterruptedException {
    String stored = hash.of(RIGHT);
    CountDownLatch right = new CountDownLatch(6);
    for (int i = 0; i < 6; i += 1) {
      Thread.startVirtualThread(() -> {
        if (hash.matches(Optional.of(stored), RIGHT)) {
          right.countDown();
        }
      });
    }
    assertThat(right.await(60, TimeUnit.SECONDS)).isTrue();
  }

  private static Duration timed(Runnable action) {
    long start = System.nanoTime();
    action.run();
    return Duration.ofNanos(System.nanoTime() - start);
  }
}
