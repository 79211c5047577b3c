package dev.strongroom.identity;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.nimbusds.jose.jwk.JWKSet;
import dev.strongroom.kernel.Caller.Who;
import dev.strongroom.kernel.Knock;
import dev.strongroom.kernel.NotInMemory;
import dev.strongroom.kernel.Problem;
import dev.strongroom.kernel.Refused;
import dev.strongroom.kernel.Tx;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Accepts tokens that other issuers made, as the configuration says. Which issuer a token is of
/// decides which keys, algorithms, audiences and subjects count; nothing of one issuer ever counts
/// for another. A verified token is remembered; that its issuer still publishes its key and that
/// the directory still knows its principal is looked at on every request.
public final class ForeignTokens {
  static final int MAX_REMEMBERED = 50_000;

  /// A token that holds longer is refused: nobody could tell when it ends.
  static final Duration MAX_LIFETIME = Duration.ofHours(24);

  private static final Duration RETRY = Duration.ofSeconds(5);

  /// What an issuer signs that is no token for a resource says so (RFC 8725, 3.11), as
  /// `logout+jwt`. RFC 9068 names access tokens.
  private static final Set<String> TYPES = Set.of("jwt", "at+jwt", "application/at+jwt");

  /// @param keys the set whose key signed it
  private record Verified(
      ForeignClaims claims,
      JWKSet keys,
      List<String> audience,
      Instant notBefore,
      Instant expires) {}

  /// @param directory what `who` was found in
  private record Remembered(Verified token, Directory directory, Who.Principal who) {}

  /// A token with the name that it is remembered under.
  record Shown(String token, ByteBuffer hash) {}

  private final DirectoryStore directories;
  private final IssuerKeys keys;
  private final Audiences ours;
  private final Map<String, TrustedIssuer> issuers;
  private final Cache<ByteBuffer, Remembered> remembered =
      Caffeine.newBuilder().maximumSize(MAX_REMEMBERED).expireAfterWrite(MAX_LIFETIME).build();

  /// @param issuers only those that accept some audience take part
  public ForeignTokens(
      DirectoryStore directories, IssuerKeys keys, Audiences ours, List<TrustedIssuer> issuers) {
    this.directories = directories;
    this.keys = keys;
    this.ours = ours;
    this.issuers =
        issuers.stream()
            .filter(issuer -> !issuer.accepted().audiences().isEmpty())
            .collect(Collectors.toUnmodifiableMap(TrustedIssuer::url, Function.identity()));
  }

  /// Empty for a token that no issuer of the configuration made.
  Optional<Who> authenticate(Tx tx, Knock knock, Shown shown, Instant now) {
    if (issuers.isEmpty()) {
      return Optional.empty();
    }
    Remembered known = remembered.getIfPresent(shown.hash());
    if (known != null) {
      return Optional.of(again(tx, knock, shown, known, now));
    }
    return Jwt.parse(shown.token())
        .filter(jwt -> jwt.issuer().map(issuers::containsKey).orElse(false))
        .map(jwt -> standing(tx, knock, shown, verify(tx, knock, jwt, now), now));
  }

  private Who again(Tx tx, Knock knock, Shown shown, Remembered known, Instant now) {
    Verified token = known.token();
    if (current(tx, token.claims().issuer(), now) != token.keys()) {
      Jwt jwt = Jwt.parse(shown.token()).orElseThrow();
      return standing(tx, knock, shown, verify(tx, knock, jwt, now), now);
    } else if (directories.directory(tx) != known.directory()) {
      return standing(tx, knock, shown, token, now);
    }
    checkTimes(knock, token, now);
    checkAudience(knock, token);
    return known.who();
  }

  private Who standing(Tx tx, Knock knock, Shown shown, Verified token, Instant now) {
    checkTimes(knock, token, now);
    checkAudience(knock, token);
    Directory directory = directories.directory(tx);
    Who.Principal who = token.claims().resolve(directory).orElseThrow(() -> unknown(knock));
    remembered.put(shown.hash(), new Remembered(token, directory, who));
    return who;
  }

  private Verified verify(Tx tx, Knock knock, Jwt jwt, Instant now) {
    TrustedIssuer issuer = issuers.get(jwt.issuer().orElseThrow());
    if (issuer == null || !issuer.accepted().algorithms().contains(jwt.header().getAlgorithm())) {
      throw refused(
          knock,
          "[BearerReadAccessTokenFailed] Error validating token: its algorithm is not one that its"
              + " issuer may use here.");
    }
    if (isOfAnotherKind(jwt)) {
      throw refused(
          knock, "[BearerReadAccessTokenFailed] Error validating token: it is no access token.");
    }
    JWKSet known = current(tx, issuer, now);
    JWKSet right = IssuerSignatures.knows(known, jwt) ? known : newer(tx, issuer, now);
    if (!IssuerSignatures.holds(right, jwt)) {
      throw refused(
          knock, "[BearerReadAccessTokenFailed] Error validating token: the signature is wrong.");
    }
    ForeignClaims claims = ForeignClaims.read(issuer, jwt).orElseThrow(() -> incomplete(knock));
    Instant expires = jwt.expires().orElseThrow(() -> incomplete(knock));
    return new Verified(claims, right, List.copyOf(jwt.audience()), jwt.notBefore(), expires);
  }

  private static boolean isOfAnotherKind(Jwt jwt) {
    return Optional.ofNullable(jwt.header().getType())
        .filter(type -> !TYPES.contains(type.getType().toLowerCase(Locale.ROOT)))
        .isPresent();
  }

  /// On a thread that may not wait, only what is in memory counts.
  private JWKSet current(Tx tx, TrustedIssuer issuer, Instant now) {
    Optional<JWKSet> held = keys.inMemory(issuer.url(), now);
    if (held.isEmpty()) {
      mayWait(tx);
      held = keys.keys(issuer.url(), now);
    }
    return held.orElseThrow(() -> unreachable(issuer));
  }

  private JWKSet newer(Tx tx, TrustedIssuer issuer, Instant now) {
    mayWait(tx);
    return keys.newer(issuer.url(), now).orElseThrow(() -> unreachable(issuer));
  }

  private static void mayWait(Tx tx) {
    if (!tx.session().mayWait()) {
      throw NotInMemory.SIGNAL;
    }
  }

  private static void checkTimes(Knock knock, Verified token, Instant now) {
    if (!now.isBefore(token.expires().plus(TokenTimes.FOREIGN_SKEW))) {
      throw refused(knock, "[TokenExpired] Error validating token: the token has expired.");
    } else if (token.expires().isAfter(now.plus(MAX_LIFETIME).plus(TokenTimes.FOREIGN_SKEW))) {
      throw refused(
          knock,
          "[TokenTooLong] Error validating token: it holds longer than "
              + MAX_LIFETIME.toHours()
              + " hours.");
    } else if (now.isBefore(token.notBefore().minus(TokenTimes.FOREIGN_SKEW))) {
      throw refused(knock, "[TokenNotYetValid] Error validating token: it is not valid yet.");
    }
  }

  /// An audience of the operator's own choice opens every surface; one that names a resource of
  /// ours opens that resource only.
  private void checkAudience(Knock knock, Verified token) {
    boolean meant =
        token.audience().stream()
            .filter(token.claims().issuer().accepted().audiences()::contains)
            .anyMatch(audience ->
                !ours.ours(audience)
                    || knock.audiences().stream().anyMatch(one -> Audiences.same(one, audience)));
    if (!meant) {
      throw refused(
          knock,
          "AKV10022: Invalid audience. Expected one that is accepted from this issuer, found: "
              + EntraErrors.shown(String.join(", ", token.audience()))
              + ".");
    }
  }

  private static Refused incomplete(Knock knock) {
    return refused(
        knock,
        "[BearerReadAccessTokenFailed] Error validating token: it does not say whom it is about or"
            + " when it ends.");
  }

  private static Refused unknown(Knock knock) {
    return refused(
        knock,
        "[TokenRevoked] Error validating token: the directory does not know its subject, or its"
            + " principal has been disabled or deleted.");
  }

  private static Refused unreachable(TrustedIssuer issuer) {
    return new Problem.Unavailable(
            "The keys of the issuer " + issuer.name() + " cannot be fetched.", RETRY)
        .asException();
  }

  private static Refused refused(Knock knock, String detail) {
    return new Problem.Unauthenticated(detail, knock.challenge()).asException();
  }
}
