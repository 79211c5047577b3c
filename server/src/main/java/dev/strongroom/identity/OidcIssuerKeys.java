package dev.strongroom.identity;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.nimbusds.jose.jwk.JWKSet;
import java.io.IOException;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/// Remembers issuers' keys. Issuers that cannot be reached (as a Kubernetes API server that names
/// another address) are given as a fixed key set in the configuration.
public final class OidcIssuerKeys implements IssuerKeys {
  static final int MAX_ISSUERS = 1_000;
  static final int MAX_ANSWER_BYTES = OidcDocuments.MAX_ANSWER_BYTES;

  /// How long an issuer may take for each of its two answers.
  public static final Duration PATIENCE = Duration.ofSeconds(5);

  static final Duration FRESH = Duration.ofHours(1);
  static final Duration USABLE = Duration.ofHours(24);
  static final Duration PAUSE = Duration.ofSeconds(30);

  /// @param asked when the issuer was last asked, in vain or not
  private record Held(Optional<JWKSet> keys, Instant fetched, Instant asked) {}

  private final OidcDocuments documents;
  private final Map<String, JWKSet> fixed;
  private final Cache<String, Held> held = Caffeine.newBuilder().maximumSize(MAX_ISSUERS).build();
  private final Set<String> renewing = ConcurrentHashMap.newKeySet();

  /// @param tls trusts the authorities whose certificates issuers show
  /// @param fixed key sets by issuer, which are never fetched
  /// @param patience how long an issuer may take for an answer, normally [#PATIENCE]
  public OidcIssuerKeys(SSLContext tls, Map<String, JWKSet> fixed, Duration patience) {
    this(new OidcDocuments(tls, Map.of(), patience), fixed);
  }

  public OidcIssuerKeys(OidcDocuments documents, Map<String, JWKSet> fixed) {
    this.documents = documents;
    this.fixed = Map.copyOf(fixed);
  }

  @Override
  public Optional<JWKSet> keys(String issuer, Instant now) {
    return lookUp(issuer, now, FRESH);
  }

  @Override
  public Optional<JWKSet> newer(String issuer, Instant now) {
    return lookUp(issuer, now, PAUSE);
  }

  @Override
  public Optional<JWKSet> inMemory(String issuer, Instant now) {
    return Optional.ofNullable(fixed.get(issuer))
        .or(() ->
            Optional.ofNullable(held.getIfPresent(issuer))
                .filter(old -> young(old, now, FRESH))
                .flatMap(Held::keys));
  }

  private Optional<JWKSet> lookUp(String issuer, Instant now, Duration fresh) {
    JWKSet known = fixed.get(issuer);
    if (known != null) {
      return Optional.of(known);
    }
    Held old = held.getIfPresent(issuer);
    if (old != null && young(old, now, fresh)) {
      return old.keys();
    }
    boolean mine = renewing.add(issuer);
    if (!mine && old != null && old.keys().isPresent()) {
      return old.keys();
    }
    try {
      return held.asMap()
          .compute(issuer, (_, before) -> renewed(issuer, before, now, fresh))
          .keys();
    } finally {
      if (mine) {
        renewing.remove(issuer);
      }
    }
  }

  /// Under the cache's lock for this issuer, so that many tokens at once ask it once; while one
  /// asks, the others go on with the keys that were there.
  private Held renewed(String issuer, @Nullable Held old, Instant now, Duration fresh) {
    if (old != null && young(old, now, fresh)) {
      return old;
    }
    Optional<JWKSet> keys = fetch(issuer);
    if (keys.isPresent() || old == null || now.isAfter(old.fetched().plus(USABLE))) {
      return new Held(keys, now, now);
    }
    return new Held(old.keys(), old.fetched(), now);
  }

  private static boolean young(Held old, Instant now, Duration fresh) {
    Duration limit = old.keys().isPresent() ? fresh : PAUSE;
    return now.isBefore(old.fetched().plus(limit)) || now.isBefore(old.asked().plus(PAUSE));
  }

  private Optional<JWKSet> fetch(String issuer) {
    try {
      return Optional.of(documents.keys(issuer));
    } catch (IOException | ParseException | IllegalArgumentException unusable) {
      return Optional.empty();
    }
  }
}
