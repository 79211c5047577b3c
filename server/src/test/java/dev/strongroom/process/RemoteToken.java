package dev.strongroom.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.trust.SoftHsm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// A SoftHSM in a process of its own, as real HSMs are apart from their users: `p11-kit server` has
/// the token, and the module in the server only sends calls to it.
final class RemoteToken implements AutoCloseable {
  private static final List<Path> CLIENTS =
      List.of(
          Path.of("/usr/lib/x86_64-linux-gnu/pkcs11/p11-kit-client.so"),
          Path.of("/usr/lib/aarch64-linux-gnu/pkcs11/p11-kit-client.so"),
          Path.of("/usr/lib64/pkcs11/p11-kit-client.so"));
  private static final long PATIENCE = TimeUnit.SECONDS.toNanos(60);

  private final SoftHsm hsm;
  private final Path socket;
  private final Process process;

  RemoteToken(Path folder) throws IOException, InterruptedException {
    hsm = SoftHsm.fresh(folder);
    socket = folder.resolve("p11.sock");
    ProcessBuilder builder =
        new ProcessBuilder(
                "p11-kit",
                "server",
                "--foreground",
                "--provider",
                hsm.library().toString(),
                "--name",
                socket.toString(),
                "pkcs11:")
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("p11.log").toFile());
    builder.environment().putAll(hsm.environment());
    builder.environment().put("XDG_RUNTIME_DIR", folder.toString());
    process = builder.start();
    long end = System.nanoTime() + PATIENCE;
    while (!Files.exists(socket)) {
      assertThat(process.isAlive()).as(Files.readString(folder.resolve("p11.log"))).isTrue();
      assertThat(System.nanoTime()).as("it listens in time").isLessThan(end);
      Thread.sleep(10);
    }
  }

  SoftHsm hsm() {
    return hsm;
  }

  /// What a process that uses the token needs in its environment.
  Map<String, String> environment() {
    return new HashMap<>(Map.of("P11_KIT_SERVER_ADDRESS", "unix:path=" + socket));
  }

  static Path module() {
    return CLIENTS.stream()
        .filter(Files::exists)
        .findFirst()
        .orElseThrow(() ->
            new IllegalStateException(
                "no p11-kit; install the Debian packages `p11-kit` and `p11-kit-modules`"
                    + " (./verify does it)"));
  }

  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }
}
