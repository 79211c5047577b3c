package dev.strongroom.keys;

import dev.strongroom.trust.KeySpec;
import dev.strongroom.trust.PublicJwk;
import java.util.Optional;

/// A public half as two numbers: `n` and `e`, `x` and `y`, `pub` and nothing. A symmetric key has
/// neither.
public record PublicParts(byte[] first, byte[] second) {
  private static final byte[] NOTHING = {};

  public static PublicParts of(Optional<PublicJwk> key) {
    return key.map(PublicParts::of).orElseGet(() -> new PublicParts(NOTHING, NOTHING));
  }

  private static PublicParts of(PublicJwk key) {
    return switch (key) {
      case PublicJwk.Rsa rsa -> new PublicParts(rsa.n(), rsa.e());
      case PublicJwk.Ec ec -> new PublicParts(ec.x(), ec.y());
      case PublicJwk.MlDsa set -> new PublicParts(set.pub(), NOTHING);
    };
  }

  public Optional<PublicJwk> jwk(KeySpec spec) {
    return switch (spec) {
      case KeySpec.Rsa rsa -> Optional.of(new PublicJwk.Rsa(rsa, first, second));
      case KeySpec.Ec ec -> Optional.of(new PublicJwk.Ec(ec, first, second));
      case KeySpec.MlDsa set -> Optional.of(new PublicJwk.MlDsa(set, first));
      case KeySpec.Oct _ -> Optional.empty();
    };
  }
}
