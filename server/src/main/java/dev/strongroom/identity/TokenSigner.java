package dev.strongroom.identity;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.strongroom.kernel.Work;
import dev.strongroom.trust.Providers;
import dev.strongroom.trust.SecretBytes;
import dev.strongroom.trust.SigningKey;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.security.interfaces.RSAPublicKey;
import java.text.ParseException;
import java.time.Instant;
import java.util.Map;

/// Makes token keys and signs with them: RS256 over RSA-2048, which is what every client verifies.
/// Opened keys stay in memory, as vault keys do.
public final class TokenSigner {
  private static final int MAX_OPEN_KEYS = 8;

  private final ServerSeal seal;
  private final Providers providers;
  private final SecureRandom random;
  private final Cache<String, SigningKey> open =
      Caffeine.newBuilder().maximumSize(MAX_OPEN_KEYS).build();

  public TokenSigner(ServerSeal seal, Providers providers, SecureRandom random) {
    this.seal = seal;
    this.providers = providers;
    this.random = random;
  }

  TokenKey newKey(Work work, Instant signsFrom) {
    SigningKey pair = SigningKey.generate(SigningKey.Kind.RS256, providers, random);
    RSAPublicKey publicKey = (RSAPublicKey) pair.publicKey();
    String id = thumbprint(publicKey);
    try (SecretBytes pkcs8 = pair.pkcs8()) {
      return new TokenKey(id, publicKey, seal.seal(pkcs8), work.now(), signsFrom);
    }
  }

  SecretBytes sign(TokenKey key, JWTClaimsSet claims) {
    try {
      SignedJWT unsigned = new SignedJWT(header(key.id()), claims);
      Base64URL signature = Base64URL.encode(opened(key).sign(unsigned.getSigningInput()));
      SignedJWT signed =
          new SignedJWT(
              unsigned.getHeader().toBase64URL(), unsigned.getPayload().toBase64URL(), signature);
      return SecretBytes.utf8(signed.serialize());
    } catch (ParseException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /// A JWS in compact form that is no token.
  String statement(TokenKey key, Base64URL payload) {
    try {
      JWSHeader header =
          JWSHeader.parse(Map.of("typ", "JOSE", "alg", "RS256", "x5t", key.id(), "kid", key.id()));
      String input = header.toBase64URL() + "." + payload;
      Base64URL signature =
          Base64URL.encode(opened(key).sign(input.getBytes(StandardCharsets.US_ASCII)));
      return input + "." + signature;
    } catch (ParseException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private SigningKey opened(TokenKey key) {
    SigningKey known = open.getIfPresent(key.id());
    if (known != null) {
      return known;
    }
    try (SecretBytes pkcs8 = seal.open(key.sealed())) {
      byte[] spki = key.publicKey().getEncoded();
      SigningKey pair = SigningKey.of(SigningKey.Kind.RS256, pkcs8, spki, providers);
      open.put(key.id(), pair);
      return pair;
    }
  }

  /// Entra repeats the key's name as `x5t`, which older libraries look at first.
  private static JWSHeader header(String kid) throws ParseException {
    return JWSHeader.parse(Map.of("typ", "JWT", "alg", "RS256", "x5t", kid, "kid", kid));
  }

  private static String thumbprint(RSAPublicKey key) {
    try {
      return new RSAKey.Builder(key).build().computeThumbprint().toString();
    } catch (JOSEException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
