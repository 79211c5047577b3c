package dev.strongroom;

import dev.strongroom.identity.AttestationTokens;
import dev.strongroom.keys.Attestor;
import dev.strongroom.trust.KeySpec;
import dev.strongroom.trust.PublicJwk;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads what an attestation token says, in the form of Microsoft Azure Attestation: claims by
/// their path, and the key of the environment from `x-ms-runtime.keys`.
public final class KeyAttestor implements Attestor {
  private static final String RUNTIME = "x-ms-runtime";

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
      return number(n)
          .flatMap(modulus ->
              KeySpec.Rsa.ofBits(new BigInteger(1, modulus).bitLength())
                  .flatMap(spec ->
                      number(e)
                          .map(exponent ->
                              new Recipient(kid, new PublicJwk.Rsa(spec, modulus, exponent)))));
    }
    return Optional.empty();
  }

  private static Optional<byte[]> number(String base64) {
    try {
      return Optional.of(Base64.getUrlDecoder().decode(base64));
    } catch (IllegalArgumentException malformed) {
      return Optional.empty();
    }
  }
}
