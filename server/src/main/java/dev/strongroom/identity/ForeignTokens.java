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
import java.util.Optional;
import java.util.Set;

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

  /// @param trusted under which it was verified
  /// @param directory what `who` was found in
  private record Remembered(
      Verified token, TrustedIssuers.Known trusted, Directory directory, Who.Principal who) {}

  /// One request with its token, under the issuers that are trusted when it begins.
  private record Question(
      Tx tx, Knock knock, Shown shown, TrustedIssuers.Known trusted, Instant now) {}

  /// A token with the name that it is remembered under.
  record Shown(String token, ByteBuffer hash) {}

  private final DirectoryStore directories;
  private final TrustedIssuers trusted;
  private final Audiences ours;
  private final Cache<ByteBuffer, Remembered> remembered =
      Caffeine.newBuilder().maximumSize(MAX_REMEMBERED).expireAfterWrite(MAX_LIFETIME).build();

  /// @param trusted only those that accept some audience take part
  public ForeignTokens(DirectoryStore directories, TrustedIssuers trusted, Audiences ours) {
    this.directories = directories;
    this.trusted = trusted;
    this.ours = ours;
  }

  /// Whether a token of ours stands, as far as another issuer has a say in it.
  boolean vouched(Directory directory, Who.Principal who) {
    return trusted.vouch(directory, who.id(), who.assurance().methods());
  }

  /// Empty for a token that no issuer of the configuration made.
  Optional<Who> authenticate(Tx tx, Knock knock, Shown shown, Instant now) {
    Question asked = new Question(tx, knock, shown, trusted.now(), now);
    if (asked.trusted().accepting().isEmpty()) {
      return Optional.empty();
    }
    Remembered known = remembered.getIfPresent(shown.hash());
    if (known != null && known.trusted() == asked.trusted()) {
      return Optional.of(again(asked, known));
    }
    return Jwt.parse(shown.token())
        .filter(jwt -> jwt.issuer().map(asked.trusted().accepting()::containsKey).orElse(false))
        .map(jwt -> standing(asked, verify(asked, jwt)));
  }

  private Who again(Question asked, Remembered known) {
    Verified token = known.token();
    if (current(asked, token.claims().issuer()) != token.keys()) {
      Jwt jwt = Jwt.parse(asked.shown().token()).orElseThrow();
      return standing(asked, verify(asked, jwt));
    } else if (directories.directory(asked.tx()) != known.directory()) {
      return standing(asked, token);
    }
    checkTimes(asked.knock(), token, asked.now());
    checkAudience(asked.knock(), token);
    return known.who();
  }

  private Who standing(Question asked, Verified token) {
    checkTimes(asked.knock(), token, asked.now());
    checkAudience(asked.knock(), token);
    Directory directory = directories.directory(asked.tx());
    Who.Principal who = token.claims().resolve(directory).orElseThrow(() -> unknown(asked.knock()));
    remembered.put(asked.shown().hash(), new Remembered(token, asked.trusted(), directory, who));
    return who;
  }

  private Verified verify(Question asked, Jwt jwt) {
    Knock knock = asked.knock();
    TrustedIssuer issuer = asked.trusted().accepting().get(jwt.issuer().orElseThrow());
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
    JWKSet known = current(asked, issuer);
    JWKSet right = IssuerSignatures.knows(known, jwt) ? known : newer(asked, issuer);
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
  private static JWKSet current(Question asked, TrustedIssuer issuer) {
    IssuerKeys keys = asked.trusted().keys();
    Optional<JWKSet> held = keys.inMemory(issuer.url(), asked.now());
    if (held.isEmpty()) {
      mayWait(asked.tx());
      held = keys.keys(issuer.url(), asked.now());
    }
    return held.orElseThrow(() -> unreachable(issuer));
  }

  private static JWKSet newer(Question asked, TrustedIssuer issuer) {
    mayWait(asked.tx());
    return asked
        .trusted()
        .keys()
        .newer(issuer.url(), asked.now())
        .orElseThrow(() -> unreachable(issuer));
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
