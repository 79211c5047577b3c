package dev.strongroom.dataplane;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/// The end of the server and what runs beside requests.
class HsmJobThreadsTest {
  @Test
  void closingWaitsForWhatRuns() throws InterruptedException {
    HsmJobThreads threads = HsmJobThreads.apart();
    CountDownLatch goOn = new CountDownLatch(1);
    AtomicBoolean ended = new AtomicBoolean();
    AtomicBoolean endedBefore = new AtomicBoolean();
    threads.run(() -> {
      await(goOn);
      ended.set(true);
    });
    Thread end =
        Thread.ofPlatform()
            .start(() -> {
              threads.close();
              endedBefore.set(ended.get());
            });
    while (end.getState() != Thread.State.TIMED_WAITING && end.isAlive()) {
      Thread.onSpinWait();
    }
    assertThat(threads.closed()).isTrue();
    goOn.countDown();
    end.join();
    assertThat(endedBefore).isTrue();
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException unexpected) {
      throw new AssertionError(unexpected);
    }
  }
}
