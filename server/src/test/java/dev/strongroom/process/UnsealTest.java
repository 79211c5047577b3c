package dev.strongroom.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.cli.Ran;
import dev.strongroom.process.Operator.Administrator;
import dev.strongroom.process.TlsClient.Answer;
import dev.strongroom.trust.AgeKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A production server whose root key is shared: two of three operators open it.
class UnsealTest {
  private static final String VALUE = "{\"value\":\"v\"}";
  private static final String SECRET = "/secrets/kept?api-version=7.4";
  @TempDir private Path folder;
  private Operator operator;
  private String seal;

  @BeforeEach
  void operatorsWithKeys() throws Exception {
    operator = new Operator(folder);
    String alice = AgeKeys.write(operator.file("alice"));
    String carol = AgeKeys.write(operator.file("carol"));
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2048);
    KeyPair bob = generator.generateKeyPair();
    pem("bob", "PRIVATE", bob.getPrivate().getEncoded());
    pem("bob.pem", "PUBLIC", bob.getPublic().getEncoded());
    seal =
        "{type: operators, threshold: 2, operators: [{name: alice, key: %s}, {name: bob, key-file: %s}, {name: carol, key: %s}]}"
            .formatted(alice, operator.file("bob.pem"), carol);
    operator.configure(seal, "");
  }

  @Test
  void aSealedServerServesNothingAndOpensWithoutARestart() throws Exception {
    Administrator administrator = operator.init();
    try (ChildProcess server = operator.launch()) {
      server.says("Strongroom is sealed");
      everythingIsSealed();
      assertThat(operator.file("data/unseal.sock")).exists();
      assertThat(Files.getPosixFilePermissions(operator.file("data/unseal.sock")))
          .isEqualTo(PosixFilePermissions.fromString("rw-------"));
      assertThat(unseal("--status")).isEqualTo("0 of 2 shares are given.\n");
      assertThat(unseal("--identity", operator.file("alice").toString()))
          .isEqualTo("1 of 2 shares are given.\n");
      refused(
          "The share of alice was given already", "--identity", operator.file("alice").toString());
      refused("None of this seal's shares", "--identity", stranger().toString());
      assertThat(unseal("--forget")).isEqualTo("0 of 2 shares are given.\n");
      unseal("--identity", operator.file("alice").toString());
      Answer health = operator.send("portal.corp.test", "GET", "/health", Map.of(), "");
      assertThat(health.text())
          .isEqualTo("{\"status\":\"sealed\",\"sharesGiven\":1,\"sharesNeeded\":2}");
      try (TlsClient kept = operator.client("login.corp.test")) {
        assertThat(
                kept.send("GET", "/common/v2.0/.well-known/openid-configuration", Map.of(), "")
                    .status())
            .isEqualTo(503);
        assertThat(unseal("--identity", operator.file("bob").toString()))
            .isEqualTo("2 of 2 shares are given; the server is opening.\n");
        server.ready();
        assertThat(
                kept.send("GET", "/common/v2.0/.well-known/openid-configuration", Map.of(), "")
                    .status())
            .as("over the connection that was there while it was sealed")
            .isEqualTo(200);
      }
      operator.makeVault(administrator);
      assertThat(operator.secret(administrator, "corp.test", "PUT", "kept", VALUE).status())
          .isEqualTo(200);
      Ran closed = operator.run("unseal", "--status");
      assertThat(closed.code()).isEqualTo(1);
      assertThat(closed.err()).contains("Is a server sealed on this machine");
      assertThat(server.output()).doesNotContain("strongroom-share").doesNotContain("AGE-SECRET");
      assertThat(server.stop()).isIn(0, 143);
    }
    assertThat(AuditProof.records(operator.file("data")))
        .anyMatch(record ->
            record.contains("\"operationName\":\"Unsealed\"")
                && record.contains("\"operators\":\"alice, bob\""));
  }

  /// Any two do; a share may travel over TLS, where that is allowed, and be decrypted elsewhere.
  @Test
  void sharesTravelOverTlsWhereThatIsAllowed() throws Exception {
    operator.init();
    try (ChildProcess server = operator.launch()) {
      server.says("Strongroom is sealed");
      assertThat(operator.send("portal.corp.test", "GET", "/unseal", Map.of(), "").status())
          .isEqualTo(503);
    }
    operator.configure(seal.replace("threshold", "unseal-over-tls: true, threshold"), "");
    try (ChildProcess server = operator.launch()) {
      server.says("Strongroom is sealed");
      assertThat(operator.send("login.corp.test", "GET", "/unseal", Map.of(), "").status())
          .as("at the portal's host only")
          .isEqualTo(503);
      assertThat(operator.send("portal.corp.test", "GET", "/unseal", Map.of(), "").text())
          .contains("\"state\":\"sealed\"");
      Answer none = operator.send("portal.corp.test", "POST", "/unseal", Map.of(), "x".repeat(257));
      assertThat(none.status()).isEqualTo(400);
      assertThat(none.text()).contains("too long");
      assertThat(remote("carol")).contains("1 of 2 shares are given.");
      assertThat(operator.send("portal.corp.test", "DELETE", "/unseal", Map.of(), "").status())
          .as("nobody on the network wipes what operators bring")
          .isEqualTo(403);
      assertThat(remote("bob")).contains("2 of 2 shares are given; the server is opening.");
      server.ready();
    }
  }

  private String remote(String name) throws Exception {
    Path hosts = operator.file("hosts");
    Files.writeString(hosts, "127.0.0.1 portal.corp.test\n");
    try (ChildProcess unseal =
        ChildProcess.start(
            operator.file("unseal.log"),
            List.of("-Djdk.net.hosts.file=" + hosts),
            System.getProperty("java.class.path"),
            "unseal",
            "--url",
            "https://portal.corp.test:" + operator.port(),
            "--ca",
            operator.file("tls/ca.pem").toString(),
            "--identity",
            operator.file(name).toString())) {
      assertThat(unseal.exitCode()).as(unseal.output()).isZero();
      return unseal.output();
    }
  }

  private void everythingIsSealed() throws Exception {
    Answer vault = operator.send("first.vault.corp.test", "GET", SECRET, Map.of(), "");
    assertThat(vault.status()).isEqualTo(503);
    assertThat(vault.headers().get("retry-after")).isEqualTo("30");
    assertThat(vault.headers().get("x-ms-request-id")).isNotEmpty();
    assertThat(vault.member("code")).contains("ServiceUnavailable");
    assertThat(vault.member("message")).hasValueSatisfying(m -> assertThat(m).contains("sealed"));
    Answer management =
        operator.send("management.corp.test", "PUT", "/subscriptions", Map.of(), "{}");
    assertThat(management.status()).isEqualTo(503);
    assertThat(management.member("code")).contains("ServiceUnavailable");
    Answer login =
        operator.send("login.corp.test", "POST", "/x/oauth2/v2.0/token", Map.of(), "a=b");
    assertThat(login.status()).isEqualTo(503);
    assertThat(login.member("error")).contains("temporarily_unavailable");
    Answer graph = operator.send("graph.corp.test", "GET", "/v1.0/users", Map.of(), "");
    assertThat(graph.status()).isEqualTo(503);
    assertThat(graph.member("code")).contains("serviceNotAvailable");
    Answer portal = operator.send("portal.corp.test", "GET", "/", Map.of(), "");
    assertThat(portal.status()).isEqualTo(503);
    assertThat(portal.text()).contains("Strongroom is sealed").contains("0 of 2 shares");
    assertThat(operator.file("data/strongroom.db")).exists();
    assertThat(operator.send("first.vault.other.test", "GET", "/health", Map.of(), "").text())
        .contains("\"status\":\"sealed\"");
  }

  private String unseal(String... more) {
    Ran ran = operator.run("unseal", more);
    assertThat(ran.code()).as(ran.err()).isZero();
    return ran.out();
  }

  private void refused(String why, String... more) {
    Ran ran = operator.run("unseal", more);
    assertThat(ran.code()).isEqualTo(1);
    assertThat(ran.err()).contains(why);
  }

  private Path stranger() throws IOException {
    AgeKeys.write(operator.file("stranger"));
    return operator.file("stranger");
  }

  private void pem(String name, String kind, byte[] der) throws IOException {
    Files.writeString(
        operator.file(name),
        "-----BEGIN "
            + kind
            + " KEY-----\n"
            + Base64.getMimeEncoder().encodeToString(der)
            + "\n-----END "
            + kind
            + " KEY-----\n");
  }
}
