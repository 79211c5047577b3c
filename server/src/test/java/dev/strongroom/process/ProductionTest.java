package dev.strongroom.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.cli.Ran;
import dev.strongroom.process.Operator.Administrator;
import dev.strongroom.process.TlsClient.Answer;
import dev.strongroom.store.PostgresFixture;
import java.io.IOException;
import java.math.BigInteger;
import java.net.ConnectException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A production start: `init`, then `server` as a process of its own, from one configuration file.
class ProductionTest {
  private static final long PATIENCE = TimeUnit.SECONDS.toNanos(60);
  private static final String SECRET = "/secrets/kept?api-version=7.4";
  private static final String SECRETS_USER = "4633458b-17de-408a-b874-0445c86b69e6";
  private static final String IMDS =
      "/metadata/identity/oauth2/token?api-version=2018-02-01&resource=https://vault.corp.test";
  @TempDir private Path folder;
  private Operator operator;

  @BeforeEach
  void filesOfAnOperator() throws Exception {
    operator = new Operator(folder);
  }

  @Test
  void aSecretOnPostgresOutlivesSigkill() throws Exception {
    String url = PostgresFixture.server().emptyDatabase();
    operator.configure("store: {url: '" + url + "'}\n");
    Administrator administrator = operator.init();
    try (ChildProcess server = operator.server()) {
      operator.makeVault(administrator);
      Answer put = operator.secret(administrator, "corp.test", "PUT", "kept", "{\"value\":\"v\"}");
      assertThat(put.status()).as(put.text()).isEqualTo(200);
      server.kill();
    }
    try (ChildProcess server = operator.server()) {
      assertThat(operator.secret(administrator, "corp.test", "GET", "kept", "").member("value"))
          .contains("v");
      assertThat(server.stop()).as("0, or what the JVM answers to SIGTERM").isIn(0, 143);
      assertThat(server.output()).doesNotContain(administrator.secret());
    }
    assertThat(operator.file("data/strongroom.db")).doesNotExist();
  }

  @Test
  void thereIsOneFirstAdministrator() {
    operator.init();
    Ran again = operator.run("init");
    assertThat(again.code()).isEqualTo(1);
    assertThat(again.err()).contains("has its first administrator already");
    assertThat(again.out()).isEmpty();
  }

  @Test
  void issuerIdsAndChallengeFollowTheHostAsked() throws Exception {
    Administrator administrator = operator.init();
    try (ChildProcess _ = operator.server()) {
      operator.makeVault(administrator);
      for (String suffix : List.of("corp.test", "other.test")) {
        String login = "https://login." + suffix + ":" + operator.port();
        String vault = "https://first.vault." + suffix + ":" + operator.port();
        String metadata = "/" + Operator.TENANT + "/.well-known/openid-configuration";
        Answer document = operator.send("login." + suffix, "GET", metadata, Map.of(), "");
        String token = operator.token(administrator, suffix, "vault." + suffix);
        assertThat(Operator.claim(token, "iss"))
            .isEqualTo(login + "/" + Operator.TENANT + "/")
            .isEqualTo(document.member("issuer").orElseThrow());
        assertThat(
                operator
                    .secret(administrator, suffix, "PUT", "kept", "{\"value\":\"v\"}")
                    .member("id"))
            .hasValueSatisfying(id -> assertThat(id).startsWith(vault + "/secrets/kept/"));
        Answer asked = operator.send("first.vault." + suffix, "GET", SECRET, Map.of(), "");
        assertThat(asked.status()).isEqualTo(401);
        assertThat(asked.headers().get("www-authenticate"))
            .contains("authorization=\"" + login + "/" + Operator.TENANT + "\"")
            .contains("resource=\"https://vault." + suffix);
      }
      String elsewhere = operator.token(administrator, "other.test", "vault.corp.test");
      assertThat(
              operator
                  .send("first.vault.corp.test", "GET", SECRET, Operator.bearer(elsewhere), "")
                  .status())
          .as("a token of one cloud's login host is good for the other's vaults")
          .isEqualTo(200);
    }
  }

  @Test
  void aNewCertificateIsShownWithoutARestart() throws Exception {
    operator.init();
    try (ChildProcess _ = operator.server()) {
      BigInteger before = serial();
      operator.certificates("second");
      long end = System.nanoTime() + PATIENCE;
      while (serial().equals(before)) {
        assertThat(System.nanoTime()).as("the new certificate is shown").isLessThan(end);
        Thread.sleep(200);
      }
    }
  }

  @Test
  void everyProcessOfTheMachineIsTheOneIdentityNamed() throws Exception {
    Administrator administrator = operator.init();
    String clientId;
    try (ChildProcess server = operator.server()) {
      operator.makeVault(administrator);
      Answer made =
          operator.arm(
              administrator,
              administrator.group()
                  + "/providers/Microsoft.ManagedIdentity/userAssignedIdentities/app"
                  + "?api-version=2024-11-30",
              "{\"location\":\"local\"}");
      clientId = made.member("clientId").orElseThrow();
      operator.allow(administrator, made.member("principalId").orElseThrow(), SECRETS_USER);
      operator.secret(administrator, "corp.test", "PUT", "kept", "{\"value\":\"v\"}");
      server.stop();
    }
    everyProcessIs(clientId);
    try (ChildProcess server = operator.server()) {
      HttpResponse<String> token = imds();
      assertThat(token.statusCode()).as(token.body()).isEqualTo(200);
      String bearer =
          new Answer(200, Map.of(), token.body().getBytes(StandardCharsets.UTF_8))
              .member("access_token")
              .orElseThrow();
      assertThat(
              operator
                  .send("first.vault.corp.test", "GET", SECRET, Operator.bearer(bearer), "")
                  .member("value"))
          .contains("v");
      assertThat(server.output()).doesNotContain("every-process-is");
      server.stop();
    }
    everyProcessIs("99999999-9999-4999-8999-999999999999");
    try (ChildProcess server = operator.server()) {
      assertThat(server.output())
          .contains("every-process-is: there is no managed identity with the client id 99999999");
      assertThat(imds().statusCode()).isEqualTo(400);
      assertThat(imds().body())
          .isEqualTo(
              "{\"error\":\"invalid_request\",\"error_description\":\"Identity not found\"}");
    }
  }

  @Test
  void aDatabaseOfANewerReleaseIsLeftAlone() throws Exception {
    operator.init();
    String url = "jdbc:sqlite:" + operator.file("data/strongroom.db");
    try (Connection database = DriverManager.getConnection(url);
        Statement statement = database.createStatement()) {
      statement.execute("INSERT INTO schema_version VALUES (900, '900-later', '9.1.0')");
    }
    try (ChildProcess server = operator.launch()) {
      assertThat(server.exitCode()).isEqualTo(1);
      assertThat(server.output())
          .contains("used by a newer Strongroom (schema step 900-later)")
          .contains("Start Strongroom 9.1.0 or later")
          .doesNotContain("Exception")
          .doesNotContain("is ready");
    }
  }

  @Test
  void aRoutedAddressSpeaksTlsOnly() throws Exception {
    operator.listenOn("0.0.0.0");
    operator.configure("identity-endpoint: {port: " + (operator.port() + 1) + "}\n");
    operator.init();
    try (ChildProcess _ = operator.server();
        Socket plain = new Socket("127.0.0.2", operator.port())) {
      plain.setSoTimeout((int) TimeUnit.NANOSECONDS.toMillis(PATIENCE));
      plain
          .getOutputStream()
          .write("GET / HTTP/1.1\r\nHost: a\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      assertThat(new String(plain.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1))
          .doesNotContain("HTTP");
      assertThat(imds().statusCode())
          .as("the identity endpoint answers on loopback")
          .isEqualTo(400);
      assertThat(connects("127.0.0.2", operator.port() + 1)).as("and nowhere else").isFalse();
    }
  }

  @Test
  void anUnsafeOrWrongStartIsRefusedInWords() throws Exception {
    assertThat(refused()).contains("There is no root key yet").contains("strongroom init");
    operator.init();

    operator.passphrase("another");
    assertThat(refused()).containsIgnoringCase("passphrase").doesNotContain("Exception");
    Files.delete(operator.file("passphrase"));
    assertThat(refused()).contains("passphrase: it does not exist");
    operator.passphrase("correct horse battery staple");

    Files.delete(operator.file("tls/server.pem"));
    assertThat(refused()).contains("server.pem").doesNotContain("Exception");

    Path data = operator.file("data");
    Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwxr-xr-x"));
    assertThat(refused()).contains("open to every user").contains("chmod 700");

    operator.configure("{type: file}", "");
    assertThat(refused()).contains("--i-accept-file-seal");
  }

  @Test
  void everyMistakeOfTheFileIsNamedAtOnce() throws Exception {
    Files.writeString(
        operator.file("config.yaml"),
        """
        tenant: contoso
        clouds:
          - suffix: Corp.Test
        listen: {port: 70000, certificate: server.pem, plain: true}
        identity-endpoint: {every-process-is: me}
        store: {url: 'jdbc:postgresql://db/x?user=u&password=p'}
        colour: blue
        """);
    assertThat(refused().lines().skip(1))
        .hasSize(9)
        .anyMatch(line -> line.contains("tenant: not a GUID: contoso"))
        .anyMatch(line -> line.contains("data: missing"))
        .anyMatch(line -> line.contains("clouds[0].suffix: not a lower-case host name"))
        .anyMatch(line -> line.contains("listen.port: must be a whole number"))
        .anyMatch(line -> line.contains("listen.key: missing"))
        .anyMatch(line -> line.contains("listen.plain: unknown key"))
        .anyMatch(line -> line.contains("every-process-is: not a client id"))
        .anyMatch(line -> line.contains("store.url: holds a password"))
        .anyMatch(line -> line.contains("colour: unknown key"));
  }

  private String refused() {
    Ran start = operator.run("server");
    assertThat(start.code()).isEqualTo(1);
    assertThat(start.out()).isEmpty();
    return start.err();
  }

  private BigInteger serial() throws Exception {
    try (TlsClient login = operator.client("login.corp.test")) {
      return login.certificate().getSerialNumber();
    }
  }

  private void everyProcessIs(String clientId) throws IOException {
    operator.configure(
        "identity-endpoint: {port: %d, every-process-is: %s}\n"
            .formatted(operator.port() + 1, clientId));
  }

  /// What a program on a virtual machine asks.
  private HttpResponse<String> imds() throws Exception {
    URI uri = URI.create("http://127.0.0.1:" + (operator.port() + 1) + IMDS);
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(
          HttpRequest.newBuilder(uri).header("Metadata", "true").build(),
          HttpResponse.BodyHandlers.ofString());
    }
  }

  private static boolean connects(String address, int port) throws IOException {
    try (Socket socket = new Socket(address, port)) {
      return socket.isConnected();
    } catch (ConnectException refused) {
      return false;
    }
  }
}
