package dev.strongroom.store;

import dev.strongroom.identity.Credential;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Optional;

/// The columns only some kinds of credential have.
record CredentialColumns(
    Optional<Instant> expires,
    Optional<String> hint,
    Optional<String> secretHash,
    Optional<byte[]> certificate,
    Optional<String> issuer,
    Optional<String> subject,
    Optional<String> audience,
    Optional<byte[]> headerHash,
    Optional<Long> uid) {
  private static final CredentialColumns NONE =
      new CredentialColumns(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());

  static CredentialColumns of(Credential credential) {
    return switch (credential) {
      case Credential.ClientSecret secret ->
          new CredentialColumns(
              Optional.of(secret.expires()),
              Optional.of(secret.hint()),
              Optional.of(secret.hashText()),
              NONE.certificate,
              NONE.issuer,
              NONE.subject,
              NONE.audience,
              NONE.headerHash,
              NONE.uid);
      case Credential.Certificate certificate ->
          new CredentialColumns(
              Optional.of(certificate.certificate().getNotAfter().toInstant()),
              NONE.hint,
              NONE.secretHash,
              Optional.of(encoded(certificate.certificate())),
              NONE.issuer,
              NONE.subject,
              NONE.audience,
              NONE.headerHash,
              NONE.uid);
      case Credential.Federated federated ->
          new CredentialColumns(
              NONE.expires,
              NONE.hint,
              NONE.secretHash,
              NONE.certificate,
              Optional.of(federated.issuer()),
              Optional.of(federated.subject()),
              Optional.of(federated.audience()),
              NONE.headerHash,
              NONE.uid);
      case Credential.IdentityHeader header ->
          proof(NONE.expires, Optional.of(header.digest()), NONE.uid);
      case Credential.ProvisioningToken token ->
          proof(Optional.of(token.expires()), Optional.of(token.digest()), NONE.uid);
      case Credential.LocalEndpoint _ -> NONE;
      case Credential.UnixUser user ->
          proof(NONE.expires, NONE.headerHash, Optional.of((long) user.uid()));
    };
  }

  private static CredentialColumns proof(
      Optional<Instant> expires, Optional<byte[]> headerHash, Optional<Long> uid) {
    return new CredentialColumns(
        expires,
        NONE.hint,
        NONE.secretHash,
        NONE.certificate,
        NONE.issuer,
        NONE.subject,
        NONE.audience,
        headerHash,
        uid);
  }

  private static byte[] encoded(X509Certificate certificate) {
    try {
      return certificate.getEncoded();
    } catch (CertificateEncodingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
