package dev.strongroom.identity;

import dev.strongroom.kernel.Governed;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.Map;

/// A key that signs tokens. The private half is sealed; only [TokenSigner] opens it.
///
/// @param id `kid` and `x5t`: the RFC 7638 thumbprint of the public key
/// @param signsFrom published before this, so that whoever caches the key set knows the key when
///   the first token signed by it arrives
public record TokenKey(
    String id, RSAPublicKey publicKey, byte[] sealed, Instant created, Instant signsFrom)
    implements Governed {
  @Override
  public Map<String, String> facts() {
    return Map.of("kid", id);
  }
}
