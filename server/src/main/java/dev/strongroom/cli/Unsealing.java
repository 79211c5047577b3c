package dev.strongroom.cli;

import dev.strongroom.Config;
import dev.strongroom.Front;
import dev.strongroom.http.Listener;
import dev.strongroom.http.ListenerSettings;
import dev.strongroom.trust.OperatorsSeal;
import dev.strongroom.trust.OperatorsSeal.Progress;
import dev.strongroom.unsealing.SealedDoor;
import dev.strongroom.unsealing.ShareDesk;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Listens as a sealed server until enough operators have given their shares.
final class Unsealing {
  /// Shares of an unsealing that nobody finishes are wiped.
  static final Duration SHARES_KEPT_MAX = Duration.ofHours(1);

  private static final long LOOK_SECONDS = 5;

  private final Config config;
  private final Config.SealChoice.Operators choice;
  private final OperatorsSeal seal;
  private final Console console;
  private final CountDownLatch complete = new CountDownLatch(1);
  private volatile Instant lastGiven = Instant.MAX;
  private volatile List<String> operators = List.of();

  Unsealing(
      Config config, Config.SealChoice.Operators choice, OperatorsSeal seal, Console console) {
    this.config = config;
    this.choice = choice;
    this.seal = seal;
    this.console = console;
  }

  /// The listener of a server that can be opened now; it still says that it is sealed.
  Front await() throws Failure, IOException, InterruptedException {
    Progress start = ServerRun.saying(seal::progress);
    ShareDesk desk = new ShareDesk(seal, this::given);
    Optional<ShareDesk> overTls =
        choice.overTls() ? Optional.of(desk.toEverybody()) : Optional.empty();
    Front front =
        ServerRun.saying(() -> Front.open(config, new SealedDoor(config.clouds(), seal, overTls)));
    boolean opened = false;
    try {
      Listener socket =
          ServerRun.saying(
              () -> front.listen(ListenerSettings.privateSocket(choice.socket()), desk));
      console.say(
          "Strongroom is sealed: "
              + start.threshold()
              + " of its "
              + start.operators().size()
              + " operators open it. Each runs: strongroom unseal --socket "
              + choice.socket()
              + " --identity FILE");
      while (!complete.await(LOOK_SECONDS, TimeUnit.SECONDS)) {
        front.reloadCertificates();
        forgetOld();
      }
      front.end(socket);
      opened = true;
      return front;
    } finally {
      if (!opened) {
        front.close();
      }
    }
  }

  /// As [#await], without serving anything: for a command that needs the root key.
  void gather() throws Failure, IOException, InterruptedException {
    Progress start = ServerRun.saying(seal::progress);
    ShareDesk desk = new ShareDesk(seal, this::given);
    try (Front front = Front.behindNothing(config)) {
      ServerRun.saying(() -> front.listen(ListenerSettings.privateSocket(choice.socket()), desk));
      console.say(
          "Waiting for "
              + start.threshold()
              + " shares of the seal "
              + start.seal()
              + ". Each operator runs: strongroom unseal --socket "
              + choice.socket()
              + " --identity FILE");
      while (!complete.await(LOOK_SECONDS, TimeUnit.SECONDS)) {
        forgetOld();
      }
    }
  }

  /// Whose shares opened it.
  List<String> operators() {
    return operators;
  }

  private void given(Progress now) {
    lastGiven = console.clock().instant();
    operators = now.given();
    console.say(now.given().size() + " of " + now.threshold() + " shares are given.");
    if (now.complete()) {
      complete.countDown();
    }
  }

  private void forgetOld() {
    if (lastGiven.isBefore(console.clock().instant().minus(SHARES_KEPT_MAX))) {
      seal.forget();
      lastGiven = Instant.MAX;
      console.say("The shares given so far were wiped: nobody gave another within an hour.");
    }
  }
}
