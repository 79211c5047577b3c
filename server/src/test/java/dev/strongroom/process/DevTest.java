package dev.strongroom.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.strongroom.cli.Ran;
import dev.strongroom.store.PostgresFixture;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `strongroom dev` and `strongroom audit` as their user meets them.
class DevTest {
  private static final String SECRET = "/secrets/kept" + ChildServer.API;

  @Test
  void whatASecondStartFindsAndWhatItRefuses(@TempDir Path home) throws Exception {
    Path data = home.resolve("data");
    int port = ChildServer.freePort();
    try (ChildServer server = ChildServer.start(data, port)) {
      fitsOnOneScreen(server.output());
      put(server);
      takesWhatTemplatesName(server);
      byte[] certificate = Files.readAllBytes(data.resolve("tls/server.pem"));
      Ran second = dev(home, "--data", data.toString(), "--suffix", "other.localhost");
      assertThat(second.code()).isEqualTo(1);
      assertThat(second.err()).contains("Another Strongroom is running on");
      assertThat(data.resolve("tls/server.pem")).hasBinaryContent(certificate);
      server.kill();
    }
    try (ChildServer server = ChildServer.start(data, port)) {
      assertThat(get(server)).contains("\"value\":\"v\"");
      assertThat(server.stop()).as("0, or what the JVM answers to SIGTERM").isIn(0, 143);
      assertThat(server.output()).contains("Stopped.");
    }
    audited(home, data);
  }

  @Test
  void aPortInUseIsSaidPlainly(@TempDir Path home) throws Exception {
    try (ServerSocket stranger =
        new ServerSocket(0, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}))) {
      String port = Integer.toString(stranger.getLocalPort());
      Ran refused = dev(home, "--data", home.resolve("data").toString(), "--port", port);
      assertThat(refused.code()).isEqualTo(1);
      assertThat(refused.err()).contains("port " + port).contains("Choose another port");
    }
  }

  @Test
  void oneOptionPutsItOnPostgres(@TempDir Path home) throws Exception {
    String url = PostgresFixture.server().emptyDatabase() + "?user=strongroom";
    try (ChildServer server =
        ChildServer.start(home.resolve("data"), ChildServer.freePort(), "--store", url)) {
      put(server);
      assertThat(get(server)).contains("\"value\":\"v\"");
      assertThat(home.resolve("data/strongroom.db")).doesNotExist();
    }
  }

  @Test
  void anotherSealIsNamedOnceAndRemembered(@TempDir Path home) throws Exception {
    Path data = home.resolve("data");
    Path seal = home.resolve("seal.yaml");
    Path passphrase = Files.writeString(home.resolve("passphrase"), "correct horse battery\n");
    Files.writeString(seal, "seal: {type: operators}");
    assertThat(dev(home, "--data", data.toString(), "--seal", seal.toString()).err())
        .contains("shares of operators are taken by `strongroom server` only");
    Files.writeString(seal, "seal: {type: passphrase, passphrase-fil: x}");
    assertThat(dev(home, "--data", data.toString(), "--seal", seal.toString()).err())
        .contains("has 1 mistake")
        .contains("passphrase-fil");
    Files.writeString(seal, "seal: {type: passphrase, passphrase-file: " + passphrase + "}");
    int port = ChildServer.freePort();
    try (ChildServer server = ChildServer.start(data, port, "--seal", seal.toString())) {
      assertThat(server.output()).doesNotContain("unprotected");
      put(server);
      server.kill();
    }
    Files.delete(seal);
    try (ChildServer server = ChildServer.start(data, port)) {
      assertThat(get(server)).contains("\"value\":\"v\"");
      assertThat(Ran.strongroom(home, "doctor", "--data", data.toString()).out())
          .contains("ok  seal");
    }
  }

  @Test
  void otherIssuersAreNamedOnceAndRemembered(@TempDir Path home) throws Exception {
    Path data = home.resolve("data");
    Path issuers = home.resolve("issuers.yaml");
    assertThat(dev(home, "--data", data.toString(), "--issuers", issuers.toString()).err())
        .contains("Cannot read the configuration file");
    Files.writeString(issuers, "issuers: [{url: 'http://plain.example'}]");
    assertThat(dev(home, "--data", data.toString(), "--issuers", issuers.toString()).err())
        .contains("has 1 mistake")
        .contains("an https URL");
    RSAKey key = new RSAKeyGenerator(2048).keyID("k").generate();
    Path keys = Files.writeString(home.resolve("keys"), new JWKSet(key).toString());
    String url = "https://issuer.example";
    Files.writeString(
        issuers,
        "issuers: [{url: '%s', keys-file: %s, tokens: {audiences: [strongroom], %s}}]"
            .formatted(url, keys, "unknown-principals: true"));
    int port = ChildServer.freePort();
    try (ChildServer server = ChildServer.start(data, port, "--issuers", issuers.toString())) {
      assertThat(asked(server, token(key, url))).as("known, without a role").isEqualTo(403);
      assertThat(asked(server, token(key, url + "/other"))).isEqualTo(401);
      server.kill();
    }
    Files.delete(issuers);
    try (ChildServer server = ChildServer.start(data, port)) {
      assertThat(asked(server, token(key, url))).isEqualTo(403);
      Files.writeString(data.resolve("issuers.yaml"), "issuers: []");
      long end = System.nanoTime() + Duration.ofMinutes(1).toNanos();
      while (asked(server, token(key, url)) != 401) {
        assertThat(System.nanoTime()).as("the change is taken up").isLessThan(end);
        Thread.sleep(100);
      }
    }
  }

  private static int asked(ChildServer server, String token) throws Exception {
    try (TlsClient vault = server.vault()) {
      return vault.send("GET", SECRET, Map.of("Authorization", "Bearer " + token), "").status();
    }
  }

  private static String token(RSAKey key, String issuer) throws JOSEException {
    Instant now = Instant.now();
    JWTClaimsSet claims =
        new JWTClaimsSet.Builder()
            .issuer(issuer)
            .subject("somebody")
            .audience("strongroom")
            .issueTime(Date.from(now))
            .expirationTime(Date.from(now.plusSeconds(600)))
            .build();
    SignedJWT token =
        new SignedJWT(new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("k").build(), claims);
    token.sign(new RSASSASigner(key));
    return token.serialize();
  }

  private static void fitsOnOneScreen(String output) {
    assertThat(output.lines()).hasSizeLessThanOrEqualTo(23);
    assertThat(output).contains("./strongroom env").doesNotContain("SLF4J").doesNotContain("WARN");
  }

  private static void takesWhatTemplatesName(ChildServer server) throws Exception {
    String subscription = server.settings().getProperty("subscription");
    String group = "/subscriptions/" + subscription + "/resourceGroups/web?api-version=2024-03-01";
    try (TlsClient arm = server.client("management.localhost")) {
      var made =
          arm.send("PUT", group, server.asApplication("management"), "{\"location\":\"East US\"}");
      assertThat(made.text()).contains("\"location\":\"eastus\"");
    }
  }

  private static void audited(Path home, Path data) throws Exception {
    Ran verified = audit(home, "verify", data);
    assertThat(verified.code()).as(verified.err()).isZero();
    assertThat(verified.out()).contains("The log holds");
    assertThat(audit(home, "tail", data).out().lines()).allMatch(line -> line.startsWith("{"));
    Path segment;
    try (Stream<Path> files = Files.list(data.resolve("audit"))) {
      segment = files.filter(file -> file.toString().endsWith(".seg")).sorted().toList().getFirst();
    }
    byte[] bytes = Files.readAllBytes(segment);
    String text = new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1);
    bytes[text.indexOf("SecretSet")] = 'X';
    Files.write(segment, bytes);
    Ran tampered = audit(home, "verify", data);
    assertThat(tampered.code()).isEqualTo(1);
    assertThat(tampered.err()).contains("does NOT hold").contains("segment");
  }

  private static void put(ChildServer server) throws Exception {
    try (TlsClient vault = server.vault()) {
      var answer = vault.send("PUT", SECRET, server.asApplication(), "{\"value\":\"v\"}");
      assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    }
  }

  private static String get(ChildServer server) throws Exception {
    try (TlsClient vault = server.vault()) {
      return vault.send("GET", SECRET, server.asApplication(), "").text();
    }
  }

  private static Ran audit(Path home, String what, Path data) {
    return Ran.strongroom(home, "audit", what, "--data", data.toString());
  }

  private static Ran dev(Path home, String... options) {
    return Ran.strongroom(
        home, Stream.concat(Stream.of("dev"), List.of(options).stream()).toArray(String[]::new));
  }
}
