package dev.strongroom.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// More callers than a token has sessions: those who wait too long are told so, and the token,
/// which answers whoever has a session, is not taken for lost.
class BusyTokenTest {
  private static final Duration SOON = Duration.ofMillis(50);
  private static final HsmLimits ONE_SESSION =
      new HsmLimits(
          1,
          Duration.ofSeconds(30),
          Duration.ofMillis(20),
          Duration.ofMillis(100),
          Duration.ofDays(1));

  @Test
  void aTokenThatIsBusyIsNotAway(@TempDir Path folder) {
    try (HsmWorld world = HsmWorld.of(SoftHsm.fresh(folder), ONE_SESSION)) {
      CountDownLatch begun = new CountDownLatch(1);
      CountDownLatch enough = new CountDownLatch(1);
      CompletableFuture<Boolean> long1 =
          CompletableFuture.supplyAsync(() ->
              world.token.making(session -> {
                begun.countDown();
                return passed(enough);
              }));
      passed(begun);
      for (int i = 0; i < 3; i += 1) {
        assertThatThrownBy(() -> world.token.call(HsmConnection.Session::token, SOON))
            .isInstanceOf(HsmAway.class)
            .hasMessage("too many calls wait for it");
      }
      assertThat(world.token.trouble()).isEmpty();
      enough.countDown();
      assertThat(long1.join()).isTrue();
      assertThat(world.token.call(HsmConnection.Session::token).label()).isEqualTo(SoftHsm.LABEL);
    }
  }

  private static boolean passed(CountDownLatch latch) {
    try {
      latch.await();
      return true;
    } catch (InterruptedException stopped) {
      throw new AssertionError(stopped);
    }
  }
}
