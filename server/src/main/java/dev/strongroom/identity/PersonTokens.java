package dev.strongroom.identity;

import com.nimbusds.jwt.JWTClaimsSet;
import dev.strongroom.identity.Principal.User;
import dev.strongroom.kernel.Assurance;
import dev.strongroom.kernel.Problem;
import dev.strongroom.kernel.Work;
import dev.strongroom.model.AppId;
import dev.strongroom.model.CredentialId;
import dev.strongroom.model.TenantId;
import dev.strongroom.trust.SecretBytes;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.Optional;
import java.util.TreeSet;

/// Writes the tokens of people: Entra's v1.0 access tokens for delegated access (azure-facts 5.8),
/// with what is known of the sign-in, and OpenID Connect's id tokens.
public final class PersonTokens {
  private static final int TOKEN_ID_BYTES = 16;
  private static final Duration RETRY = Duration.ofSeconds(5);

  /// Entra's mark of a client that keeps no secret.
  private static final String PUBLIC_CLIENT = "0";

  /// Who acts through which application, on what sign-in.
  ///
  /// @param proven how the application has proved itself; empty for one that keeps no secret
  /// @param groups what the application is told of its user's groups
  public record Holder(
      User user,
      AppId client,
      CredentialId grant,
      Assurance assurance,
      Optional<TokenIssuer.Strength> proven,
      Optional<GroupClaims.Said> groups) {}

  /// What an access token is for.
  ///
  /// @param own whether the audience is the application that asked
  public record Target(String audience, String permission, boolean own) {}

  private final TokenKeyStore keys;
  private final TokenSigner signer;
  private final Issuers issuers;

  public PersonTokens(TokenKeyStore keys, TokenSigner signer, Issuers issuers) {
    this.keys = keys;
    this.signer = signer;
    this.issuers = issuers;
  }

  /// The issuer that the v2.0 discovery document of the host that was asked names.
  public String issuer(Work work, TenantId tenant) {
    return issuers.issuer(tenant, work.caller().origin().authority()) + "v2.0";
  }

  public IssuedToken access(Work work, Holder holder, Target target) {
    Instant now = Instant.ofEpochSecond(work.now().getEpochSecond());
    Assurance assurance = holder.assurance();
    JWTClaimsSet.Builder claims =
        common(work, holder)
            .audience(target.audience())
            .issuer(v1(work, holder))
            .claim("acr", "1")
            .claim("amr", new TreeSet<>(assurance.methods()).stream().toList())
            .claim("appid", holder.client().toString())
            .claim(
                "appidacr", holder.proven().map(TokenIssuer.Strength::claim).orElse(PUBLIC_CLIENT))
            .claim("idp", v1(work, holder))
            .claim("idtyp", "user")
            .claim("ipaddr", work.caller().origin().address())
            .claim("scp", target.permission())
            .claim("unique_name", holder.user().userPrincipalName())
            .claim("upn", holder.user().userPrincipalName())
            .claim("ver", "1.0")
            .claim(TokenIssuer.CREDENTIAL_CLAIM, holder.grant().toString());
    holder.groups().filter(_ -> target.own()).ifPresent(groups -> groups.write(claims));
    if (!assurance.contexts().isEmpty()) {
      claims.claim("acrs", new TreeSet<>(assurance.contexts()).stream().toList());
    }
    return new IssuedToken(
        signed(work, claims.build()),
        holder.client(),
        target.audience(),
        now,
        now.plus(TokenTimes.LIFETIME));
  }

  /// @param v1 whether the v1.0 endpoint was asked, whose documents name the other issuer
  public SecretBytes identity(Work work, Holder holder, Optional<String> nonce, boolean v1) {
    JWTClaimsSet.Builder claims =
        common(work, holder)
            .audience(holder.client().toString())
            .issuer(v1 ? v1(work, holder) : issuer(work, holder.user().tenant()))
            .claim("preferred_username", holder.user().userPrincipalName())
            .claim("ver", v1 ? "1.0" : "2.0");
    holder.groups().ifPresent(groups -> groups.write(claims));
    nonce.ifPresent(value -> claims.claim("nonce", value));
    if (v1) {
      claims
          .claim("unique_name", holder.user().userPrincipalName())
          .claim("upn", holder.user().userPrincipalName());
    }
    return signed(work, claims.build());
  }

  private JWTClaimsSet.Builder common(Work work, Holder holder) {
    Instant now = Instant.ofEpochSecond(work.now().getEpochSecond());
    JWTClaimsSet.Builder claims =
        new JWTClaimsSet.Builder()
            .issueTime(Date.from(now))
            .notBeforeTime(Date.from(now))
            .expirationTime(Date.from(now.plus(TokenTimes.LIFETIME)))
            .claim("name", holder.user().displayName())
            .claim("oid", holder.user().id().toString())
            .subject(holder.user().id().toString())
            .claim("tid", holder.user().tenant().toString())
            .claim("uti", tokenId(work));
    holder.assurance().at().ifPresent(at -> claims.claim("auth_time", at.getEpochSecond()));
    return claims;
  }

  private String v1(Work work, Holder holder) {
    return issuers.issuer(holder.user().tenant(), work.caller().origin().authority());
  }

  private SecretBytes signed(Work work, JWTClaimsSet claims) {
    TokenKey key =
        keys.keys(work.tx())
            .signing(work.now())
            .orElseThrow(() ->
                new Problem.Unavailable("The server has no token signing key yet.", RETRY)
                    .asException());
    return signer.sign(key, claims);
  }

  private static String tokenId(Work work) {
    byte[] bytes = new byte[TOKEN_ID_BYTES];
    work.random().nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
