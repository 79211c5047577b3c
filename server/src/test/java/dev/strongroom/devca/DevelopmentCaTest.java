package dev.strongroom.devca;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strongroom.devca.DevelopmentCa.Issuer;
import dev.strongroom.devca.DevelopmentCa.Made;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.CertPathValidator;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DevelopmentCaTest {
  private static final Instant START = Instant.parse("2026-11-23T12:00:00Z");
  private static final List<String> LOCALHOST = List.of("localhost");
  private static final List<String> DEV = List.of("dev");
  @TempDir Path folder;
  private Instant now = START;
  private DevelopmentCa ca;

  @BeforeEach
  void start() {
    ca = new DevelopmentCa(folder, new Clock(), new SecureRandom());
  }

  private final class Clock implements InstantSource {
    @Override
    public Instant instant() {
      return now;
    }
  }

  @Test
  void theLeafIsForTheServersNamesAndChainsToTheAuthority() throws Exception {
    ca.prepare(LOCALHOST, DEV);
    X509Certificate leaf = Pem.certificates(ca.serverChain()).getFirst();

    assertThat(CertificateMaker.names(leaf))
        .containsExactlyInAnyOrder(
            "*.vault.localhost",
            "*.managedhsm.localhost",
            "*.vault.adfs.localhost",
            "login.localhost",
            "management.localhost",
            "graph.localhost",
            "portal.localhost",
            "dev.vault.localhost",
            "dev.vault.adfs.localhost",
            "localhost",
            "127.0.0.1",
            "::1");
    assertThat(Duration.between(START, leaf.getNotAfter().toInstant()))
        .isLessThanOrEqualTo(Duration.ofDays(397));
    validate(leaf);
  }

  @Test
  void aSecondStartChangesNothingAndAnotherVaultOnlyTheLeaf() throws Exception {
    assertThat(ca.prepare(LOCALHOST, DEV)).isEqualTo(Made.AUTHORITY);
    byte[] authority = Files.readAllBytes(ca.certificate());
    byte[] leaf = Files.readAllBytes(ca.serverChain());

    assertThat(ca.prepare(LOCALHOST, DEV)).isEqualTo(Made.NOTHING);
    assertThat(Files.readAllBytes(ca.serverChain())).isEqualTo(leaf);

    assertThat(ca.prepare(LOCALHOST, List.of("dev", "prod"))).isEqualTo(Made.SERVER_CERTIFICATE);
    assertThat(Files.readAllBytes(ca.certificate())).isEqualTo(authority);
    assertThat(Files.readAllBytes(ca.serverChain())).isNotEqualTo(leaf);
    validate(Pem.certificates(ca.serverChain()).getFirst());
  }

  @Test
  void theLeafIsRenewedThirtyDaysBeforeItsEnd() {
    ca.prepare(LOCALHOST, DEV);
    now = START.plus(Duration.ofDays(366));
    assertThat(ca.prepare(LOCALHOST, DEV)).isEqualTo(Made.NOTHING);
    now = START.plus(Duration.ofDays(368));
    assertThat(ca.prepare(LOCALHOST, DEV)).isEqualTo(Made.SERVER_CERTIFICATE);
    now = START.plus(Duration.ofDays(3_300));
    assertThat(ca.prepare(LOCALHOST, DEV)).isEqualTo(Made.AUTHORITY);
  }

  @Test
  void aLeafWithoutItsKeyOrALostTrustStoreIsMadeAgain() throws Exception {
    ca.prepare(LOCALHOST, DEV);
    Files.delete(ca.serverKey());
    Files.delete(ca.trustStore());
    assertThat(ca.prepare(LOCALHOST, DEV)).isEqualTo(Made.SERVER_CERTIFICATE);
    KeyStore store = KeyStore.getInstance(ca.trustStore().toFile(), "changeit".toCharArray());
    assertThat(store.getCertificate("strongroom-development-ca"))
        .isEqualTo(Pem.certificates(ca.certificate()).getFirst());
  }

  @Test
  void keysAreForTheirOwnerOnly() throws Exception {
    ca.prepare(LOCALHOST, DEV);
    for (Path key : List.of(ca.serverKey(), ca.certificate().resolveSibling("ca.key"))) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key)))
          .isEqualTo("rw-------");
    }
  }

  @Test
  void theAuthorityIsGoodForItsOwnSuffixesOnly() throws Exception {
    ca.prepare(LOCALHOST, DEV);
    Issuer authority =
        new Issuer(
            Pem.certificates(ca.certificate()).getFirst(),
            Pem.privateKey(ca.certificate().resolveSibling("ca.key")));
    Issuer forged =
        new CertificateMaker(new SecureRandom())
            .server(authority, List.of("bank.test"), START, START.plus(Duration.ofDays(1)));
    assertThatThrownBy(() -> validate(forged.certificate()))
        .isInstanceOf(CertPathValidatorException.class);

    assertThat(ca.prepare(List.of("corp.test"), DEV)).isEqualTo(Made.AUTHORITY);
    validate(Pem.certificates(ca.serverChain()).getFirst());
  }

  private void validate(X509Certificate leaf) throws Exception {
    X509Certificate authority = Pem.certificates(ca.certificate()).getFirst();
    // The JDK's validator looks at the name constraints of a path, not at those of an anchor.
    PKIXParameters parameters =
        new PKIXParameters(
            Set.of(
                new TrustAnchor(
                    authority.getSubjectX500Principal(), authority.getPublicKey(), null)));
    parameters.setRevocationEnabled(false);
    parameters.setDate(Date.from(now));
    CertPathValidator.getInstance("PKIX")
        .validate(
            CertificateFactory.getInstance("X.509").generateCertPath(List.of(leaf, authority)),
            parameters);
  }
}
