package dev.strongroom.devca;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// A certificate authority of this data folder's own, and a server certificate by it. The authority
/// stays the same for as long as its files are there; the server certificate is made anew when its
/// names change or its end comes near.
///
/// Files: `ca.pem`, `ca.key` (0600), `server.pem` (leaf and authority), `server.key` (0600),
/// `truststore.p12` (password `changeit`, as Java's own).
public final class DevelopmentCa {
  public static final String TRUST_STORE_PASSWORD = "changeit";

  /// Apple's limit for certificates of added authorities is 825 days, that of public ones 398.
  private static final Duration LEAF_LIFE = Duration.ofDays(397);

  private static final Duration RENEW_BEFORE = Duration.ofDays(30);
  private static final Duration AUTHORITY_LIFE = Duration.ofDays(3_650);

  private final Path folder;
  private final InstantSource clock;
  private final CertificateMaker maker;

  public DevelopmentCa(Path folder, InstantSource clock, SecureRandom random) {
    this.folder = folder;
    this.clock = clock;
    this.maker = new CertificateMaker(random);
  }

  /// What [#prepare] had to make. A new authority must be trusted anew by the clients.
  public enum Made {
    NOTHING,
    SERVER_CERTIFICATE,
    AUTHORITY
  }

  /// Makes what is missing, near its end, or for other names. The authority is good for the
  /// suffixes it was made for and no others: whoever steals its key cannot pose as the rest of the
  /// world to a system that trusts it. Other suffixes make it anew.
  ///
  /// @param suffixes such as `localhost`
  /// @param vaults names of vaults; some clients refuse a wildcard right under a top level such as
  ///   `localhost`, so the vaults that are known are named one by one
  public Made prepare(List<String> suffixes, List<String> vaults) {
    List<String> names = ServerNames.under(suffixes, vaults);
    try {
      makeReadable(folder);
      Optional<Issuer> kept = authority(suffixes);
      Issuer authority = kept.isPresent() ? kept.get() : newAuthority(suffixes);
      if (!Files.exists(trustStore())) {
        Pem.trustStore(trustStore(), authority.certificate(), TRUST_STORE_PASSWORD);
      }
      if (leaf().map(leaf -> fits(leaf, authority, names)).orElse(false)) {
        return kept.isPresent() ? Made.NOTHING : Made.AUTHORITY;
      }
      issue(authority, names);
      return kept.isPresent() ? Made.SERVER_CERTIFICATE : Made.AUTHORITY;
    } catch (IOException failed) {
      throw new UncheckedIOException("Cannot write the development certificates", failed);
    }
  }

  public Path certificate() {
    return folder.resolve("ca.pem");
  }

  public Path serverChain() {
    return folder.resolve("server.pem");
  }

  public Path serverKey() {
    return folder.resolve("server.key");
  }

  public Path trustStore() {
    return folder.resolve("truststore.p12");
  }

  private Path authorityKey() {
    return folder.resolve("ca.key");
  }

  private Optional<Issuer> authority(List<String> suffixes) {
    if (!Files.exists(certificate()) || !Files.exists(authorityKey())) {
      return Optional.empty();
    }
    Issuer kept =
        new Issuer(Pem.certificates(certificate()).getFirst(), Pem.privateKey(authorityKey()));
    boolean lasts = kept.certificate().getNotAfter().toInstant().isAfter(now().plus(LEAF_LIFE));
    return lasts && NameConstraint.covers(kept.certificate(), suffixes)
        ? Optional.of(kept)
        : Optional.empty();
  }

  private Issuer newAuthority(List<String> suffixes) throws IOException {
    Issuer made = maker.authority(suffixes, now(), now().plus(AUTHORITY_LIFE));
    Pem.write(authorityKey(), made.key());
    Pem.write(certificate(), List.of(made.certificate()));
    Files.deleteIfExists(trustStore());
    return made;
  }

  private void issue(Issuer authority, List<String> names) throws IOException {
    Issuer leaf = maker.server(authority, names, now(), now().plus(LEAF_LIFE));
    Pem.write(serverKey(), leaf.key());
    Pem.write(serverChain(), List.of(leaf.certificate(), authority.certificate()));
  }

  private Optional<X509Certificate> leaf() {
    if (!Files.exists(serverChain()) || !Files.exists(serverKey())) {
      return Optional.empty();
    }
    return Pem.certificates(serverChain()).stream().findFirst();
  }

  private boolean fits(X509Certificate leaf, Issuer authority, List<String> names) {
    return leaf.getNotAfter().toInstant().isAfter(now().plus(RENEW_BEFORE))
        && CertificateMaker.signedBy(leaf, authority.certificate())
        && CertificateMaker.names(leaf).containsAll(names)
        && CertificateMaker.belong(leaf, Pem.privateKey(serverKey()));
  }

  private Instant now() {
    return clock.instant();
  }

  private static void makeReadable(Path folder) throws IOException {
    Files.createDirectories(folder);
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  /// A certificate and the key in it.
  record Issuer(X509Certificate certificate, PrivateKey key) {
    @Override
    public String toString() {
      return "Issuer[" + certificate.getSubjectX500Principal() + "]";
    }
  }
}
