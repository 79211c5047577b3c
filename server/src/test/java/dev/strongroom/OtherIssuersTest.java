package dev.strongroom;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import dev.strongroom.Config.Issuer;
import dev.strongroom.identity.TestCertificate;
import dev.strongroom.identity.TrustedIssuer;
import dev.strongroom.identity.TrustedIssuer.Accepted;
import dev.strongroom.identity.TrustedIssuer.Claims;
import dev.strongroom.identity.TrustedIssuer.Ids;
import dev.strongroom.model.TenantId;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What stays of an issuer when the configuration is read again. The issuer hangs up on whoever
/// asks, and counts.
class OtherIssuersTest {
  private static final Instant NOW = Instant.parse("2026-11-28T08:00:00Z");
  private static final TenantId TENANT =
      TenantId.parse("11111111-1111-1111-1111-111111111111").orElseThrow();

  @TempDir Path folder;
  private final AtomicInteger asked = new AtomicInteger();
  private ServerSocket server;

  @BeforeEach
  void open() throws IOException {
    server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::hangUp);
  }

  @AfterEach
  void close() throws IOException {
    server.close();
  }

  private void hangUp() {
    while (!server.isClosed()) {
      try (Socket _ = server.accept()) {
        asked.incrementAndGet();
      } catch (IOException closed) {
        return;
      }
    }
  }

  @Test
  void anUnchangedIssuerIsNotAskedAgain() {
    Issuer same = issuer("Same", Optional.empty());
    assertThat(askedAgain(same, same)).isFalse();
    assertThat(askedAgain(same, issuer("Changed", Optional.empty()))).isTrue();
  }

  @Test
  void anIssuerThatAFileVouchesForIsAskedAgain() throws Exception {
    Path file = folder.resolve("authority.pem");
    authority(file);
    Issuer same = issuer("Same", Optional.of(file));
    OtherIssuers issuers = OtherIssuers.of(List.of(same));
    ask(issuers, same);
    int before = asked.get();
    authority(file);
    issuers.replace(List.of(same));
    ask(issuers, same);
    assertThat(asked.get()).isGreaterThan(before);
  }

  private boolean askedAgain(Issuer first, Issuer second) {
    OtherIssuers issuers = OtherIssuers.of(List.of(first));
    ask(issuers, first);
    int before = asked.get();
    assertThat(before).isPositive();
    issuers.replace(List.of(second));
    ask(issuers, second);
    return asked.get() > before;
  }

  private static void ask(OtherIssuers issuers, Issuer issuer) {
    assertThat(issuers.trusted().now().keys().keys(issuer.trusted().url(), NOW)).isEmpty();
  }

  private static void authority(Path file) throws Exception {
    TestCertificate made = TestCertificate.ec(Instant.EPOCH, Instant.parse("2100-01-01T00:00:00Z"));
    String text = Base64.getMimeEncoder().encodeToString(made.certificate().getEncoded());
    Files.writeString(
        file, "-----BEGIN CERTIFICATE-----\n" + text + "\n-----END CERTIFICATE-----\n");
  }

  private Issuer issuer(String name, Optional<Path> authority) {
    TrustedIssuer trusted =
        new TrustedIssuer(
            "https://localhost:" + server.getLocalPort(),
            name,
            TENANT,
            new Accepted(Set.of("api://strongroom"), Set.of(JWSAlgorithm.RS256), false),
            new Claims("sub", Ids.DERIVED, "preferred_username", Optional.empty(), Ids.DERIVED));
    return new Issuer(
        trusted, Optional.empty(), authority, Set.of(), Optional.empty(), Optional.empty());
  }
}
