package dev.strongroom.identity;

import com.nimbusds.jwt.JWTClaimsSet;
import dev.strongroom.kernel.Check;
import dev.strongroom.kernel.Problem;
import dev.strongroom.kernel.Work;
import dev.strongroom.model.AppId;
import dev.strongroom.model.CredentialId;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;

/// Writes tokens: the claims of Entra's v1.0 access tokens (azure-facts 5.8), and one of our own
/// that ties the token to the credential it was obtained with.
public final class TokenIssuer {
  /// The id of the credential; [Bearer] refuses the token once the credential is gone.
  static final String CREDENTIAL_CLAIM = "strongroom_credential";

  private static final int TOKEN_ID_BYTES = 16;
  private static final Duration RETRY = Duration.ofSeconds(5);

  /// `appidacr`: how strongly the client proved itself.
  public enum Strength {
    SHARED_SECRET("1"),
    KEY("2");

    private final String claim;

    Strength(String claim) {
      this.claim = claim;
    }

    String claim() {
      return claim;
    }
  }

  /// Who gets a token, and on what proof.
  public record Grant(Principal principal, CredentialId credential, Strength strength) {}

  private final TokenKeyStore keys;
  private final TokenSigner signer;
  private final Issuers issuers;

  public TokenIssuer(TokenKeyStore keys, TokenSigner signer, Issuers issuers) {
    this.keys = keys;
    this.signer = signer;
    this.issuers = issuers;
  }

  public TokenKeyStore keys() {
    return keys;
  }

  IssuedToken issue(Work work, Grant grant, String audience) {
    Instant now = Instant.ofEpochSecond(work.now().getEpochSecond());
    Instant expires = now.plus(TokenTimes.LIFETIME);
    AppId client = client(grant.principal());
    TokenKey key =
        keys.keys(work.tx())
            .signing(work.now())
            .orElseThrow(() ->
                new Problem.Unavailable("The server has no token signing key yet.", RETRY)
                    .asException());
    JWTClaimsSet claims = claims(work, grant, audience, now);
    return new IssuedToken(signer.sign(key, claims), client, audience, now, expires);
  }

  private JWTClaimsSet claims(Work work, Grant grant, String audience, Instant now) {
    Principal principal = grant.principal();
    String issuer = issuers.issuer(principal.tenant(), work.caller().origin().authority());
    JWTClaimsSet.Builder claims =
        new JWTClaimsSet.Builder()
            .audience(audience)
            .issuer(issuer)
            .issueTime(Date.from(now))
            .notBeforeTime(Date.from(now))
            .expirationTime(Date.from(now.plus(TokenTimes.LIFETIME)))
            .claim("appid", client(principal).toString())
            .claim("appidacr", grant.strength().claim)
            .claim("idp", issuer)
            .claim("idtyp", "app")
            .claim("oid", principal.id().toString())
            .subject(principal.id().toString())
            .claim("tid", principal.tenant().toString())
            .claim("uti", tokenId(work))
            .claim("ver", "1.0");
    if (principal instanceof Principal.ManagedIdentity identity) {
      claims.claim("xms_mirid", identity.resource().display());
    }
    return claims.claim(CREDENTIAL_CLAIM, grant.credential().toString()).build();
  }

  private static AppId client(Principal principal) {
    Check.that(principal.clientId().isPresent(), "tokens go to principals with a client id");
    return principal.clientId().orElseThrow();
  }

  private static String tokenId(Work work) {
    byte[] bytes = new byte[TOKEN_ID_BYTES];
    work.random().nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
