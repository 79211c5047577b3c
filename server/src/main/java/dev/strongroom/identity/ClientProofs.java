package dev.strongroom.identity;

import dev.strongroom.identity.Credential.ClientSecret;
import dev.strongroom.identity.TokenIssuer.Grant;
import dev.strongroom.identity.TokenIssuer.Strength;
import dev.strongroom.trust.SecretBytes;
import dev.strongroom.trust.SecretHash;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Decides whether a client is who it says, by a secret, by an assertion it signed with its
/// certificate, or by a token of an issuer it trusts.
public final class ClientProofs {
  static final int MAX_SECRET_BYTES = 512;

  /// Who claims to be whom, from where.
  record Claim(
      Principal principal,
      List<Credential> credentials,
      String client,
      String address,
      Instant now) {}

  private final SecretHash hash;
  private final CertificateAssertions certificates;
  private final FederatedAssertions federation;

  public ClientProofs(
      SecretHash hash, CertificateAssertions certificates, FederatedAssertions federation) {
    this.hash = hash;
    this.certificates = certificates;
    this.federation = federation;
  }

  Grant check(Claim claim, Attempt.Proof proof) {
    return switch (proof) {
      case Attempt.Proof.Secret(SecretBytes value) ->
          new Grant(claim.principal(), secret(claim, value).id(), Strength.SHARED_SECRET);
      case Attempt.Proof.Assertion(SecretBytes jwt) ->
          new Grant(claim.principal(), assertion(claim, jwt).id(), Strength.KEY);
    };
  }

  /// Does the work of one comparison when there is nothing to compare, so that the time does not
  /// tell which applications have a secret.
  void pretend(Attempt.Proof proof) {
    if (proof instanceof Attempt.Proof.Secret(SecretBytes value)
        && value.length() <= MAX_SECRET_BYTES) {
      hash.matches(Optional.empty(), value);
    }
  }

  private ClientSecret secret(Claim claim, SecretBytes value) {
    if (value.length() == 0 || value.length() > MAX_SECRET_BYTES) {
      throw EntraErrors.wrongSecret(claim.client());
    }
    ClientSecret found =
        withHint(claim.credentials(), GeneratedSecret.hint(value)).stream()
            .filter(stored -> hash.matches(Optional.of(stored.hashText()), value))
            .findFirst()
            .orElseThrow(() -> wrong(claim, value));
    if (!claim.now().isBefore(found.expires())) {
      throw EntraErrors.expiredSecret(claim.client());
    }
    return found;
  }

  private RuntimeException wrong(Claim claim, SecretBytes value) {
    if (withHint(claim.credentials(), GeneratedSecret.hint(value)).isEmpty()) {
      hash.matches(Optional.empty(), value);
    }
    return EntraErrors.wrongSecret(claim.client());
  }

  /// Most applications have one secret that begins like this, so most checks cost one hash.
  private static List<ClientSecret> withHint(List<Credential> credentials, String hint) {
    return credentials.stream()
        .filter(ClientSecret.class::isInstance)
        .map(ClientSecret.class::cast)
        .filter(secret -> secret.hint().equals(hint))
        .toList();
  }

  /// A client signs its own assertions as issuer; every other issuer is a federated one.
  private Credential assertion(Claim claim, SecretBytes text) {
    Jwt jwt =
        Jwt.parse(new String(text.reveal(), StandardCharsets.UTF_8))
            .orElseThrow(EntraErrors::unreadableAssertion);
    boolean own = jwt.issuer().filter(claim.client()::equalsIgnoreCase).isPresent();
    return own ? certificates.check(claim, jwt) : federation.check(claim, jwt);
  }
}
