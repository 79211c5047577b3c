package dev.strongroom;

import dev.strongroom.identity.AttestationTokens;
import dev.strongroom.keys.Attestor;
import dev.strongroom.trust.KeySpec;
import dev.strongroom.trust.PublicJwk;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads what an attestation token says, in the form of Microsoft Azure Attestation: claims by
/// their path, and the key of the environment from `x-ms-runtime.keys`.
public final class KeyAttestor implements Attestor {
  private static final String RUNTIME = "x-ms-runtime";

  /// Under 1 nothing is encrypted.
  private static final BigInteger LEAST_EXPONENT = BigInteger.valueOf(3);

  /// What Azure's virtual machines call the key that they keep in their TPM.
  private static final String PREFERRED = "TpmEphemeralEncryptionKey";

  private final AttestationTokens tokens;

  public KeyAttestor(AttestationTokens tokens) {
    this.tokens = tokens;
  }

  @Override
  public Optional<Attested> attested(String authority, String token, Instant now) {
    return tokens
        .claims(authority, token, now)
        .map(claims -> {
          Map<String, String> flat = new HashMap<>();
          flatten("", claims, flat);
          return new Attested(flat, recipient(claims));
        });
  }

  private static void flatten(String prefix, Map<?, ?> claims, Map<String, String> into) {
    claims.forEach((name, value) -> {
      String path = prefix + name;
      if (value instanceof Map<?, ?> nested) {
        flatten(path + ".", nested, into);
      } else if (value instanceof String text) {
        into.put(path, "\"" + text + "\"");
      } else if (value instanceof Boolean flag) {
        into.put(path, flag.toString());
      } else if (value instanceof Number number) {
        into.put(path, new BigDecimal(number.toString()).stripTrailingZeros().toString());
      }
    });
  }

  private static Optional<Recipient> recipient(Map<String, Object> claims) {
    List<?> keys =
        claims.get(RUNTIME) instanceof Map<?, ?> runtime && runtime.get("keys") instanceof List<?> k
            ? k
            : List.of();
    List<Recipient> usable = keys.stream().flatMap(key -> rsa(key).stream()).toList();
    return usable.stream()
        .filter(key -> key.kid().equals(PREFERRED))
        .findFirst()
        .or(() -> usable.stream().findFirst());
  }

  private static Optional<Recipient> rsa(Object key) {
    if (key instanceof Map<?, ?> jwk
        && "RSA".equals(jwk.get("kty"))
        && jwk.get("n") instanceof String n
        && jwk.get("e") instanceof String e) {
      String kid = jwk.get("kid") instanceof String given ? given : "";
      return odd(n)
          .flatMap(modulus ->
              KeySpec.Rsa.ofBits(modulus.bitLength())
                  .flatMap(spec ->
                      odd(e)
                          .filter(exponent -> exponent.compareTo(LEAST_EXPONENT) >= 0)
                          .map(exponent ->
                              new PublicJwk.Rsa(spec, bytes(modulus), bytes(exponent)))))
          .map(usable -> new Recipient(kid, usable));
    }
    return Optional.empty();
  }

  private static byte[] bytes(BigInteger number) {
    byte[] signed = number.toByteArray();
    return signed[0] == 0 ? Arrays.copyOfRange(signed, 1, signed.length) : signed;
  }

  /// As both numbers of every RSA key are.
  private static Optional<BigInteger> odd(String base64) {
    try {
      return Optional.of(new BigInteger(1, Base64.getUrlDecoder().decode(base64)))
          .filter(number -> number.testBit(0));
    } catch (IllegalArgumentException malformed) {
      return Optional.empty();
    }
  }
}
