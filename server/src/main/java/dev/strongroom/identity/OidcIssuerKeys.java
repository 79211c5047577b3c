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
import java.util.concurrent.locks.ReentrantLock;
import javax.net.ssl.SSLContext;

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

  /// What is known of one issuer. Whoever asks it holds this lock, so that many tokens at once ask
  /// once; while one asks, the others go on with the keys that were there. Never ask under a lock
  /// of the cache: its upkeep would wait for that lock on the common pool, which the HTTP client
  /// needs to finish, and which has one thread on a machine of two cores.
  private static final class Seen {
    final ReentrantLock renewing = new ReentrantLock();
    volatile Optional<Held> held = Optional.empty();
  }

  private final OidcDocuments documents;
  private final Map<String, JWKSet> fixed;
  private final Cache<String, Seen> issuers =
      Caffeine.newBuilder().maximumSize(MAX_ISSUERS).build();

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

  /// Goes on with what `before` knows of these issuers, of which nothing has changed.
  public void inherit(OidcIssuerKeys before, Set<String> unchanged) {
    unchanged.forEach(issuer ->
        Optional.ofNullable(before.issuers.getIfPresent(issuer))
            .ifPresent(seen -> issuers.put(issuer, seen)));
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
            Optional.ofNullable(issuers.getIfPresent(issuer))
                .flatMap(seen -> seen.held)
                .filter(old -> young(old, now, FRESH))
                .flatMap(Held::keys));
  }

  private Optional<JWKSet> lookUp(String issuer, Instant now, Duration fresh) {
    JWKSet known = fixed.get(issuer);
    if (known != null) {
      return Optional.of(known);
    }
    Seen seen = issuers.get(issuer, _ -> new Seen());
    Optional<Held> old = seen.held;
    if (old.isPresent() && young(old.get(), now, fresh)) {
      return old.get().keys();
    }
    Optional<JWKSet> before = old.flatMap(Held::keys);
    if (before.isEmpty()) {
      seen.renewing.lock();
    } else if (!seen.renewing.tryLock()) {
      return before;
    }
    try {
      Held renewed = renewed(issuer, seen.held, now, fresh);
      seen.held = Optional.of(renewed);
      return renewed.keys();
    } finally {
      seen.renewing.unlock();
    }
  }

  private Held renewed(String issuer, Optional<Held> old, Instant now, Duration fresh) {
    if (old.isPresent() && young(old.get(), now, fresh)) {
      return old.get();
    }
    Optional<JWKSet> keys = fetch(issuer);
    return old.filter(held -> keys.isEmpty() && !now.isAfter(held.fetched().plus(USABLE)))
        .map(held -> new Held(held.keys(), held.fetched(), now))
        .orElseGet(() -> new Held(keys, now, now));
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
