package dev.strongroom.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.devca.DevelopmentCa;
import dev.strongroom.model.AppId;
import dev.strongroom.model.PrincipalId;
import dev.strongroom.model.SubscriptionId;
import dev.strongroom.model.TenantId;
import dev.strongroom.trust.SecretBytes;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `env`, `trust` and `doctor` on the folder of a server that is not running.
class DevelopmentCommandsTest {
  private static final String HOSTS_BEFORE = "127.0.0.1 localhost\n# B\u00fcro\n10.0.0.1 nas";
  @TempDir private Path home;
  private DevFolder folder;
  private DevSettings settings;
  private int port;

  @BeforeEach
  void aFolderAsDevLeavesIt() throws Exception {
    folder = new DevFolder(home.resolve("it's data"));
    folder.create();
    try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = probe.getLocalPort();
    }
    settings =
        new DevSettings(
            "nowhere.invalid",
            port,
            port + 1,
            TenantId.of("00000000-0000-4000-8000-000000000001"),
            SubscriptionId.of("00000000-0000-4000-8000-000000000002"),
            AppId.of("00000000-0000-4000-8000-000000000003"),
            PrincipalId.of("00000000-0000-4000-8000-000000000004"),
            SecretBytes.utf8("s$(touch x)'`\"\\"),
            AppId.of("00000000-0000-4000-8000-000000000005"),
            SecretBytes.utf8("header"));
    folder.save(settings);
    Path seal = folder.path().resolve("seal");
    Files.writeString(seal, "a root key");
    Files.setPosixFilePermissions(seal, PosixFilePermissions.fromString("rw-------"));
    new DevelopmentCa(folder.tls(), InstantSource.system(), new SecureRandom())
        .prepare(List.of("nowhere.invalid"), List.of("dev"));
    TrustBundle.write(folder);
  }

  @Test
  void envPrintsWhatClientsNeedAndAShellReadsItAsItIs() throws Exception {
    Ran env = Ran.strongroom(home, "env", "--data", folder.path().toString());
    Path script = Files.writeString(home.resolve("env.sh"), env.out());
    Process shell =
        new ProcessBuilder("env", "-i", "/bin/sh", "-c", ". \"$0\"; /usr/bin/env", script + "")
            .directory(home.toFile())
            .start();
    List<String> seen =
        new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8).lines().toList();

    assertThat(seen.stream().map(line -> line.replaceFirst("=.*", "")))
        .contains(
            "AZURE_KEYVAULT_URL",
            "AZURE_AUTHORITY_HOST",
            "AZURE_TENANT_ID",
            "AZURE_CLIENT_ID",
            "AZURE_CLIENT_SECRET",
            "AZURE_SUBSCRIPTION_ID",
            "IDENTITY_ENDPOINT",
            "IDENTITY_HEADER",
            "SSL_CERT_FILE",
            "REQUESTS_CA_BUNDLE",
            "NODE_EXTRA_CA_CERTS",
            "ARM_CLOUD_METADATA_URL",
            "ARM_METADATA_HOSTNAME",
            "ARM_TENANT_ID",
            "ARM_CLIENT_ID",
            "ARM_SUBSCRIPTION_ID",
            "JAVA_TOOL_OPTIONS");
    assertThat(seen)
        .contains(
            "AZURE_CLIENT_SECRET=s$(touch x)'`\"\\",
            "ARM_CLIENT_SECRET=s$(touch x)'`\"\\",
            "ARM_METADATA_HOSTNAME=management.nowhere.invalid:" + port,
            "AZURE_KEYVAULT_URL=https://dev.vault.nowhere.invalid:" + port,
            "SSL_CERT_FILE=" + folder.bundle());
    assertThat(env.out().lines()).hasSize(18);
    assertThat(home.resolve("x")).doesNotExist();
  }

  @Test
  void envWithoutAServerSaysHowToStartOne() {
    Ran env = Ran.strongroom(home, "env", "--data", home.resolve("none").toString());

    assertThat(env.code()).isEqualTo(1);
    assertThat(env.out()).isEmpty();
    assertThat(env.err()).contains("Start one with: ./strongroom dev --data");
  }

  @Test
  void trustInstallsOnceAndItsUndoLeavesEveryByteAsItWas() throws Exception {
    Path hosts = Files.write(home.resolve("hosts"), HOSTS_BEFORE.getBytes(StandardCharsets.UTF_8));
    Path anchors = Files.createDirectory(home.resolve("anchors"));

    Ran first = trust(hosts, anchors);
    byte[] once = Files.readAllBytes(hosts);
    trust(hosts, anchors);
    assertThat(Files.readAllBytes(hosts)).isEqualTo(once);
    assertThat(first.out()).contains("changed   " + hosts).contains("added     " + anchors);
    assertThat(Files.readString(hosts)).contains("127.0.0.1 dev.vault.nowhere.invalid");
    assertThat(anchors.resolve("strongroom-dev.crt")).hasSameBinaryContentAs(folder.ca());

    Ran undone = trust(hosts, anchors, "--undo");
    assertThat(undone.out()).contains("removed our names").contains("removed   " + anchors);
    assertThat(Files.readAllBytes(hosts)).isEqualTo(HOSTS_BEFORE.getBytes(StandardCharsets.UTF_8));
    assertThat(anchors).isEmptyDirectory();
    assertThat(trust(hosts, anchors, "--undo").out()).contains("unchanged");
  }

  @Test
  void doctorFindsEachFault() throws Exception {
    HostChecks host =
        new HostChecks(folder, Optional.of(settings), InstantSource.fixed(Instant.now()));
    assertThat(HostChecks.jdk(24).remedy()).get().asString().contains("JDK 25");
    assertThat(HostChecks.space(home, 1 << 20).found()).contains("only 1 MiB free");
    assertThat(new HostChecks(folder, Optional.of(settings), () -> Instant.EPOCH).time().remedy())
        .get()
        .asString()
        .contains("Set the clock");
    open(folder.path().resolve("seal"));
    assertThat(host.seal().remedy()).get().asString().startsWith("chmod 600");
    Files.delete(folder.path().resolve("seal"));
    assertThat(host.seal().remedy()).get().asString().contains("Put the file back");
    open(folder.path());
    assertThat(host.dataFolder().remedy()).get().asString().startsWith("chmod 700");
    Finding names = new ServerChecks(folder, settings, name -> name.startsWith("dev.")).names();
    assertThat(names.found()).startsWith("login.nowhere.invalid, ").doesNotContain("dev.");
    Files.delete(folder.ca());
    assertThat(new ServerChecks(folder, settings, _ -> true).trust().remedy()).isPresent();

    Ran doctor = Ran.strongroom(home, "doctor", "--data", folder.path().toString());
    assertThat(doctor.code()).isEqualTo(1);
    assertThat(doctor.out()).contains("FIX data").contains("FIX seal").contains("FIX names");
  }

  @Test
  void doctorTellsAStrangerOnThePortFromNobody() throws Exception {
    ServerChecks checks = new ServerChecks(folder, settings, _ -> true);
    assertThat(checks.port().found()).contains("is free");
    try (ServerSocket stranger =
        new ServerSocket(port, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}))) {
      Thread hangsUp = Thread.ofVirtual().start(() -> hangUp(stranger));
      assertThat(checks.port().remedy()).get().asString().contains("--port N");
      hangsUp.join();
    }
  }

  @Test
  void doctorFindsNothingWhenAllIsWell() throws Exception {
    HostChecks host =
        new HostChecks(folder, Optional.of(settings), InstantSource.fixed(Instant.now()));
    ServerChecks server = new ServerChecks(folder, settings, _ -> true);

    assertThat(
            List.of(
                HostChecks.jdk(25),
                host.dataFolder(),
                host.seal(),
                host.time(),
                server.port(),
                server.names(),
                server.trust()))
        .allMatch(finding -> finding.remedy().isEmpty());
  }

  @Test
  void environmentAndVariablesAgree() {
    Map<String, String> lines = EnvCommand.variables(folder, settings);
    assertThat(lines).hasSize(18);
    assertThat(lines.get("IDENTITY_ENDPOINT"))
        .isEqualTo("http://127.0.0.1:" + (port + 1) + "/msi/token");
  }

  private Ran trust(Path hosts, Path anchors, String... more) {
    List<String> all =
        new java.util.ArrayList<>(
            List.of("trust", "--data", folder.path().toString(), "--hosts", hosts.toString()));
    all.addAll(List.of("--anchors", anchors.toString()));
    all.addAll(List.of(more));
    Ran ran = Ran.strongroom(home, all.toArray(String[]::new));
    assertThat(ran.code()).as(ran.err()).isZero();
    return ran;
  }

  private static void open(Path path) throws Exception {
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private static void hangUp(ServerSocket stranger) {
    try (var guest = stranger.accept()) {
      guest.getOutputStream().write("SSH-2.0-not-us\r\n".getBytes(StandardCharsets.US_ASCII));
    } catch (java.io.IOException gone) {
      throw new java.io.UncheckedIOException(gone);
    }
  }
}
