package dev.strongroom.identity;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import dev.strongroom.kernel.Assurance;
import dev.strongroom.kernel.Caller;
import dev.strongroom.kernel.Caller.Who;
import dev.strongroom.kernel.Knock;
import dev.strongroom.kernel.Ports;
import dev.strongroom.kernel.Problem;
import dev.strongroom.kernel.Refused;
import dev.strongroom.kernel.Tx;
import dev.strongroom.model.AppId;
import dev.strongroom.model.CredentialId;
import dev.strongroom.model.PrincipalId;
import dev.strongroom.model.TenantId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Turns a token into a caller. The signature is checked once and remembered under the token's
/// hash; whether its key, its principal and its credential still stand is looked up at every
/// request, so revoking any of them bites at the next one.
public final class Bearer implements Ports.Authenticator {
  static final int MAX_REMEMBERED = 50_000;

  /// What a verified token says. `credential` and `key` are what must still stand.
  private record Verified(
      Who.Principal who,
      AppId client,
      CredentialId credential,
      String key,
      String audience,
      Instant notBefore,
      Instant expires) {}

  private final DirectoryStore directories;
  private final TokenKeyStore keys;
  private final UserGrants grants;
  private final Issuers issuers;
  private final ForeignTokens foreign;
  private final ProvisioningTokens provisioning;
  private final Cache<ByteBuffer, Verified> remembered =
      Caffeine.newBuilder()
          .maximumSize(MAX_REMEMBERED)
          .expireAfterWrite(TokenTimes.LIFETIME.plus(TokenTimes.SKEW))
          .build();

  public Bearer(
      DirectoryStore directories,
      TokenKeyStore keys,
      UserGrants grants,
      Issuers issuers,
      ForeignTokens foreign) {
    this.directories = directories;
    this.keys = keys;
    this.grants = grants;
    this.issuers = issuers;
    this.foreign = foreign;
    this.provisioning = new ProvisioningTokens(directories, issuers);
  }

  @Override
  public Who authenticate(Tx tx, Knock knock, Instant now) {
    String token =
        knock
            .bearer()
            .orElseThrow(
                () -> refused(knock, "AKV10000: Request is missing a Bearer or PoP token."));
    if (token.length() > TokenTimes.MAX_TOKEN_LENGTH) {
      throw unreadable(knock);
    }
    if (ProvisioningTokens.isOne(token)) {
      return provisioning.authenticate(tx, knock, token, now);
    }
    ByteBuffer hash = hash(token);
    Verified known = remembered.getIfPresent(hash);
    if (known != null) {
      checkStanding(tx, knock, known, now);
      return known.who();
    }
    return foreign
        .authenticate(tx, knock, new ForeignTokens.Shown(token, hash), now)
        .orElseGet(() -> firstSeen(tx, knock, new ForeignTokens.Shown(token, hash), now));
  }

  private Who firstSeen(Tx tx, Knock knock, ForeignTokens.Shown shown, Instant now) {
    Verified verified = verify(tx, knock, shown.token());
    checkIssuer(knock, verified.who());
    checkStanding(tx, knock, verified, now);
    remembered.put(shown.hash(), verified);
    return verified.who();
  }

  private Verified verify(Tx tx, Knock knock, String token) {
    Jwt jwt = Jwt.parse(token).orElseThrow(() -> unreadable(knock));
    if (!JWSAlgorithm.RS256.equals(jwt.header().getAlgorithm()) || isOfAnotherKind(jwt)) {
      throw unreadable(knock);
    }
    RSASSAVerifier verifier =
        Optional.ofNullable(jwt.header().getKeyID())
            .flatMap(keys.keys(tx)::verifier)
            .orElseThrow(() -> unsigned(tx, knock, jwt));
    try {
      if (!jwt.signed().verify(verifier)) {
        throw refused(
            knock, "[BearerReadAccessTokenFailed] Error validating token: the signature is wrong.");
      }
    } catch (JOSEException | IllegalStateException unusable) {
      throw unreadable(knock);
    }
    return read(jwt).orElseThrow(() -> unreadable(knock));
  }

  /// The key that signs tokens signs [SignedStatements] too: those say that they are no tokens.
  private static boolean isOfAnotherKind(Jwt jwt) {
    return Optional.ofNullable(jwt.header().getType())
        .filter(type -> !JOSEObjectType.JWT.equals(type))
        .isPresent();
  }

  /// Reads a token whose signature holds; empty for one that is not an access token of ours.
  private static Optional<Verified> read(Jwt jwt) {
    Optional<TenantId> tenant = jwt.text("tid").flatMap(TenantId::parse);
    Optional<PrincipalId> id = jwt.text("oid").flatMap(PrincipalId::parse);
    Optional<AppId> client = jwt.text("appid").flatMap(AppId::parse);
    Optional<CredentialId> credential =
        jwt.text(TokenIssuer.CREDENTIAL_CLAIM).flatMap(CredentialId::parse);
    boolean whole =
        tenant.isPresent()
            && id.isPresent()
            && client.isPresent()
            && credential.isPresent()
            && jwt.issuer().isPresent()
            && jwt.expires().isPresent()
            && jwt.audience().size() == 1;
    if (!whole) {
      return Optional.empty();
    }
    boolean person = jwt.text("idtyp").filter("user"::equals).isPresent();
    return Optional.of(
        new Verified(
            new Who.Principal(
                tenant.get(),
                id.get(),
                client,
                jwt.issuer().orElseThrow(),
                person ? Caller.Kind.USER : Caller.Kind.APP,
                person ? assurance(jwt) : Assurance.NONE),
            client.get(),
            credential.get(),
            jwt.header().getKeyID(),
            jwt.audience().getFirst(),
            jwt.notBefore(),
            jwt.expires().orElseThrow()));
  }

  private static Assurance assurance(Jwt jwt) {
    return new Assurance(jwt.texts("amr"), jwt.texts("acrs"), jwt.time("auth_time"));
  }

  /// Which issuers are ours does not change while the server runs, so a remembered token has
  /// passed.
  private void checkIssuer(Knock knock, Who.Principal who) {
    List<String> ours = issuers.all(who.tenant());
    if (!ours.contains(who.issuer())) {
      throw wrongIssuer(knock, ours, who.issuer());
    }
  }

  private void checkStanding(Tx tx, Knock knock, Verified token, Instant now) {
    if (!now.isBefore(token.expires().plus(TokenTimes.SKEW))) {
      throw refused(knock, "[TokenExpired] Error validating token: the token has expired.");
    }
    if (now.isBefore(token.notBefore().minus(TokenTimes.SKEW))) {
      throw refused(knock, "[TokenNotYetValid] Error validating token: it is not valid yet.");
    }
    if (knock.audiences().stream().noneMatch(ours -> Audiences.same(ours, token.audience()))) {
      throw refused(
          knock,
          "AKV10022: Invalid audience. Expected "
              + String.join(", ", knock.audiences())
              + ", found: "
              + token.audience()
              + ".");
    }
    checkNotRevoked(tx, knock, token);
  }

  private void checkNotRevoked(Tx tx, Knock knock, Verified token) {
    Who.Principal who = token.who();
    Optional<Principal> principal =
        directories
            .directory(tx)
            .principal(who.id())
            .filter(Principal::enabled)
            .filter(found -> found.tenant().equals(who.tenant()));
    boolean stands =
        keys.keys(tx).holds(token.key())
            && principal.filter(found -> stands(tx, found, token)).isPresent();
    if (!stands) {
      throw refused(
          knock,
          "[TokenRevoked] Error validating token: its key, its principal or the credential it was"
              + " obtained with has been disabled or deleted. Sign in again.");
    }
  }

  /// A program's token stands on its credential, a person's on the grant it was issued under.
  private boolean stands(Tx tx, Principal principal, Verified token) {
    boolean person = token.who().kind() == Caller.Kind.USER;
    return switch (principal) {
      case Principal.User user ->
          person
              && grants.stands(tx, token.credential(), user.id(), token.client())
              && foreign.vouched(directories.directory(tx), token.who())
              && directories.directory(tx).client(token.client()).stream()
                  .allMatch(Principal::enabled);
      case Principal.ServicePrincipal _, Principal.ManagedIdentity _, Principal.Group _ ->
          !person
              && principal.clientId().filter(token.client()::equals).isPresent()
              && directories
                  .directory(tx)
                  .credential(token.credential())
                  .filter(credential -> credential.owner().equals(token.client()))
                  .isPresent();
    };
  }

  /// A token that no key of ours signed: says which issuer was expected when it names another.
  private Refused unsigned(Tx tx, Knock knock, Jwt jwt) {
    List<String> expected =
        directories.directory(tx).tenants().stream()
            .flatMap(tenant -> issuers.all(tenant.id()).stream())
            .toList();
    boolean otherIssuer =
        jwt.issuer().isPresent() && !expected.contains(jwt.issuer().orElseThrow());
    return otherIssuer
        ? wrongIssuer(knock, expected, shown(jwt.issuer().orElseThrow()))
        : refused(knock, "AKV10046: Unable to resolve the key used for signature validation.");
  }

  private static Refused wrongIssuer(Knock knock, List<String> expected, String found) {
    return refused(
        knock,
        "AKV10032: Invalid issuer. Expected one of "
            + String.join(", ", expected)
            + ", found "
            + found
            + ".");
  }

  /// What a stranger wrote, fit to be repeated in an answer and a log.
  private static String shown(String text) {
    return EntraErrors.shown(text);
  }

  private static Refused unreadable(Knock knock) {
    return refused(
        knock, "[BearerReadAccessTokenFailed] Error occurred while reading the JWT bearer token.");
  }

  private static Refused refused(Knock knock, String detail) {
    return new Problem.Unauthenticated(detail, knock.challenge()).asException();
  }

  private static ByteBuffer hash(String token) {
    try {
      byte[] bytes = token.getBytes(StandardCharsets.UTF_8);
      return ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
