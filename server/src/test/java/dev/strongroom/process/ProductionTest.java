package dev.strongroom.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.cli.Ran;
import dev.strongroom.devca.DevelopmentCa;
import dev.strongroom.process.TlsClient.Answer;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A production start: `init`, then `server` as a process of its own, from one configuration file.
class ProductionTest {
  private static final String TENANT = "11111111-1111-1111-1111-111111111111";
  private static final long PATIENCE = TimeUnit.SECONDS.toNanos(60);
  @TempDir private Path folder;
  private int port;

  @BeforeEach
  void filesOfAnOperator() throws Exception {
    port = ChildServer.freePort();
    certificates("first");
    Files.writeString(folder.resolve("passphrase"), "correct horse battery staple\n");
    configure("passphrase", "");
  }

  @Test
  void theFirstAdministratorMakesAVaultOnAServerOfTwoClouds() throws Exception {
    Ran init = init();
    assertThat(init.code()).as(init.err()).isZero();
    String client = init.out().replaceFirst("(?s).*client id +(\\S+).*", "$1");
    String secret = init.out().replaceFirst("(?s).*client secret +(\\S+).*", "$1");
    String subscription = init.out().replaceFirst("(?s).*subscription +(\\S+).*", "$1");
    Ran again = init();
    assertThat(again.code()).isEqualTo(1);
    assertThat(again.err()).contains("has its first administrator already");
    assertThat(again.out()).isEmpty();

    Process server = server();
    try {
      Map<String, String> headers =
          Map.of(
              "Authorization",
              "Bearer " + token(client, secret),
              "Content-Type",
              "application/json");
      String group = "/subscriptions/" + subscription + "/resourceGroups/main";
      put(headers, group + "?api-version=2022-09-01", "{\"location\":\"local\"}");
      put(
          headers,
          group + "/providers/Microsoft.KeyVault/vaults/first?api-version=2026-02-01",
          "{\"location\":\"local\",\"properties\":{\"tenantId\":\""
              + TENANT
              + "\",\"sku\":{\"family\":\"A\",\"name\":\"standard\"}}}");
      for (String suffix : List.of("corp.test", "other.test")) {
        Answer asked = send("first.vault." + suffix, "GET", "/secrets/x?api-version=7.4", Map.of());
        assertThat(asked.status()).isEqualTo(401);
        assertThat(asked.headers().get("www-authenticate")).contains("login." + suffix);
      }
      certificatesAreReplacedWhileItRuns();
    } finally {
      server.destroy();
      assertThat(server.waitFor(30, TimeUnit.SECONDS)).isTrue();
    }
    assertThat(output()).doesNotContain(secret).doesNotContain("correct horse");
  }

  @Test
  void anUnsafeOrWrongStartIsRefusedInWords() throws Exception {
    assertThat(start().err()).contains("There is no root key yet").contains("strongroom init");
    assertThat(init().code()).isZero();

    Files.writeString(folder.resolve("passphrase"), "another\n");
    Ran wrong = start();
    assertThat(wrong.code()).isEqualTo(1);
    assertThat(wrong.err()).containsIgnoringCase("passphrase").doesNotContain("Exception");
    Files.delete(folder.resolve("passphrase"));
    assertThat(start().err()).contains("passphrase: it does not exist");
    Files.writeString(folder.resolve("passphrase"), "correct horse battery staple\n");

    Files.delete(folder.resolve("tls/server.pem"));
    assertThat(start().err()).contains("server.pem").doesNotContain("Exception");

    Path data = folder.resolve("data");
    Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwxr-xr-x"));
    assertThat(start().err()).contains("open to every user").contains("chmod 700");

    configure("file", "colour: blue\n");
    assertThat(start().err()).contains("colour: unknown key");
    configure("file", "");
    assertThat(start().err()).contains("--i-accept-file-seal");
  }

  private void certificatesAreReplacedWhileItRuns() throws Exception {
    java.math.BigInteger before = serial();
    certificates("second");
    long end = System.nanoTime() + PATIENCE;
    while (serial().equals(before)) {
      assertThat(System.nanoTime()).as("the new certificate is shown").isLessThan(end);
      Thread.sleep(200);
    }
  }

  private java.math.BigInteger serial() throws Exception {
    try (TlsClient login = client("login.corp.test")) {
      return login.certificate().getSerialNumber();
    }
  }

  private void certificates(String vault) {
    new DevelopmentCa(folder.resolve("tls"), InstantSource.system(), new SecureRandom())
        .prepare(List.of("corp.test", "other.test"), List.of(vault));
  }

  private void configure(String seal, String more) throws Exception {
    String passphrase =
        seal.equals("file") ? "" : "\n  passphrase-file: " + folder.resolve("passphrase");
    Files.writeString(
        folder.resolve("config.yaml"),
        """
        tenant: %s
        data: %s
        clouds:
          - suffix: corp.test
          - suffix: other.test
        listen:
          address: 127.0.0.1
          port: %d
          certificate: %s
          key: %s
        seal:
          type: %s%s
        %s\
        """
            .formatted(
                TENANT,
                folder.resolve("data"),
                port,
                folder.resolve("tls/server.pem"),
                folder.resolve("tls/server.key"),
                seal,
                passphrase,
                more));
  }

  private Ran init() {
    return Ran.strongroom(folder, "init", "--config", folder.resolve("config.yaml").toString());
  }

  /// A start in this process, which must be refused: one that works would not return.
  private Ran start() {
    return Ran.strongroom(folder, "server", "--config", folder.resolve("config.yaml").toString());
  }

  private Process server() throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.strongroom.Main",
                "server",
                "--config",
                folder.resolve("config.yaml").toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("log").toFile())
            .start();
    long end = System.nanoTime() + PATIENCE;
    while (!output().contains("is ready")) {
      assertThat(process.isAlive()).as("the server ended: %s", output()).isTrue();
      assertThat(System.nanoTime()).as("not ready in time: %s", output()).isLessThan(end);
      Thread.sleep(20);
    }
    return process;
  }

  private String output() throws Exception {
    return Files.readString(folder.resolve("log"));
  }

  private TlsClient client(String host) throws Exception {
    return new TlsClient(host, port, TlsClient.trusting(folder.resolve("tls/ca.pem")));
  }

  private Answer send(String host, String method, String target, Map<String, String> headers)
      throws Exception {
    try (TlsClient client = client(host)) {
      return client.send(method, target, headers, "");
    }
  }

  private void put(Map<String, String> headers, String target, String body) throws Exception {
    try (TlsClient management = client("management.corp.test")) {
      Answer answer = management.send("PUT", target, headers, body);
      assertThat(answer.status()).as(answer.text()).isBetween(200, 201);
    }
  }

  private String token(String client, String secret) throws Exception {
    String form =
        "grant_type=client_credentials&client_id="
            + client
            + "&client_secret="
            + URLEncoder.encode(secret, StandardCharsets.UTF_8)
            + "&scope="
            + URLEncoder.encode(
                "https://management.corp.test:" + port + "/.default", StandardCharsets.UTF_8);
    try (TlsClient login = client("login.corp.test")) {
      Answer answer =
          login.send(
              "POST",
              "/" + TENANT + "/oauth2/v2.0/token",
              Map.of("Content-Type", "application/x-www-form-urlencoded"),
              form);
      assertThat(answer.status()).as(answer.text()).isEqualTo(200);
      return answer.text().replaceFirst("(?s).*\"access_token\"\\s*:\\s*\"([^\"]+)\".*", "$1");
    }
  }
}
