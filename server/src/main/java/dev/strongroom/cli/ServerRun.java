package dev.strongroom.cli;

import dev.strongroom.App;
import dev.strongroom.Config;
import dev.strongroom.Front;
import dev.strongroom.Node;
import dev.strongroom.UnusableIssuer;
import dev.strongroom.audit.UnusableAuditLog;
import dev.strongroom.http.Engine;
import dev.strongroom.http.UnusableCertificate;
import dev.strongroom.http.WireErrors;
import dev.strongroom.kernel.Refused;
import dev.strongroom.store.Database;
import dev.strongroom.store.UnusableDatabase;
import dev.strongroom.trust.HsmAway;
import dev.strongroom.trust.Providers;
import dev.strongroom.trust.Seal;
import dev.strongroom.trust.SealRefused;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;

/// Opens an [App] as `dev`, `server` and `init` do, keeps a node running until it is told to stop,
/// and turns what went wrong into words for the operator.
final class ServerRun {
  private static final long CERTIFICATE_LOOK_SECONDS = 5;
  private final Config config;
  private final Console console;

  ServerRun(Config config, Console console) {
    this.config = config;
    this.console = console;
  }

  /// A step of starting that may fail in ways an operator can act on.
  interface Step<T> {
    T take() throws IOException;
  }

  static <T> T saying(Step<T> step) throws Failure, IOException {
    try {
      return step.take();
    } catch (SealRefused refused) {
      throw Failure.of(refused);
    } catch (UnusableDatabase | UnusableAuditLog | UnusableCertificate | UnusableIssuer refused) {
      throw new Failure(String.valueOf(refused.getMessage()));
    } catch (HsmAway gone) {
      throw new Failure("The HSM went away while this was under way: " + gone.getMessage() + ".");
    } catch (Engine.CannotListen refused) {
      throw new Failure(
          String.valueOf(refused.getMessage()),
          "Is another server running? Choose another port, or stop it.");
    }
  }

  Config config() {
    return config;
  }

  /// As [#saying], for what may also wait for people.
  interface Work<T> {
    T done() throws Failure, IOException, InterruptedException;
  }

  static <T> T doing(Work<T> work) throws Failure, IOException, InterruptedException {
    try {
      return work.done();
    } catch (SealRefused refused) {
      throw Failure.of(refused);
    } catch (UnusableDatabase | UnusableAuditLog refused) {
      throw new Failure(String.valueOf(refused.getMessage()));
    } catch (Refused refused) {
      throw new Failure(WireErrors.of(refused.problem()).message());
    } catch (HsmAway gone) {
      throw new Failure("The HSM went away while this was under way: " + gone.getMessage() + ".");
    }
  }

  App open(Seal seal, Providers providers) throws Failure, IOException {
    makeDataFolder(config.data());
    return saying(() -> App.open(config, seal, providers, seams()));
  }

  App.Seams seams() {
    return new App.Seams(console.clock(), console.random(), console.random(), App.Machine.real());
  }

  Node start(App app, SSLContext tls) throws Failure, IOException {
    return saying(() -> Node.start(app, config, tls));
  }

  Node startBehind(Front front, App app, SSLContext tls) throws Failure, IOException {
    return saying(() -> Node.startBehind(front, app, config, tls));
  }

  /// Returns when the process is told to stop, with everything closed and said.
  ///
  /// @param look is done every few seconds
  void untilStopped(Node node, App app, Runnable look) throws InterruptedException {
    CountDownLatch stop = new CountDownLatch(1);
    CountDownLatch stopped = new CountDownLatch(1);
    Runtime.getRuntime()
        .addShutdownHook(
            Thread.ofPlatform()
                .unstarted(() -> {
                  stop.countDown();
                  awaitQuietly(stopped);
                }));
    try (node) {
      while (!stop.await(CERTIFICATE_LOOK_SECONDS, TimeUnit.SECONDS)) {
        node.reloadCertificates();
        look.run();
      }
    } finally {
      Database.Counts counts = app.writes();
      console.say("Stopped. " + counts.writes() + " writes took " + counts.commits() + " commits.");
      console.out().flush();
      stopped.countDown();
    }
  }

  /// 0700, because everything in it is for this server alone.
  private static void makeDataFolder(Path data) throws IOException {
    if (!Files.isDirectory(data)) {
      Files.createDirectories(data);
      Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwx------"));
    }
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
