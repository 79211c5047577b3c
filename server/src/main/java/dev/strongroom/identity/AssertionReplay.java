package dev.strongroom.identity;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/// Ties an assertion to the address that used it first. Refusing every second use would break
/// unmodified clients: MSAL for Python signs one assertion and sends it for nine minutes, for every
/// resource. What must not work is to steal one and use it elsewhere.
public final class AssertionReplay {
  static final int MAX_REMEMBERED = 50_000;

  private final Cache<ByteBuffer, String> uses =
      Caffeine.newBuilder()
          .maximumSize(MAX_REMEMBERED)
          .expireAfterWrite(
              TokenTimes.MAX_ASSERTION_LIFETIME.plus(TokenTimes.FOREIGN_SKEW.multipliedBy(2)))
          .build();

  /// The signed part is the name: it contains `jti`, and nobody can alter it.
  boolean admit(Jwt jwt, String address) {
    String first = uses.asMap().putIfAbsent(name(jwt), address);
    return first == null || first.equals(address);
  }

  private static ByteBuffer name(Jwt jwt) {
    try {
      byte[] signed = jwt.signed().getSigningInput();
      return ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(signed));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
