package dev.strongroom.keys;

import dev.strongroom.trust.KeyOperations;
import dev.strongroom.trust.KeySpec;
import dev.strongroom.trust.PrivateJwk;
import dev.strongroom.trust.SecretBytes;
import dev.strongroom.trust.SoftwareKey;
import dev.strongroom.trust.SoftwareKeys;
import java.util.Optional;

/// Keys in this process.
public record SoftwareHome(SoftwareKeys keys) implements KeyHome {
  @Override
  public Made generate(KeySpec spec, Optional<Integer> exponent) {
    return made(
        spec instanceof KeySpec.Rsa rsa
            ? keys.generate(rsa, exponent.orElse(SoftwareKeys.USUAL_EXPONENT))
            : keys.generate(spec));
  }

  @Override
  public Made take(PrivateJwk key) {
    return made(keys.importJwk(key));
  }

  @Override
  public Made takeReceived(SecretBytes key) {
    return made(keys.importPkcs8(key));
  }

  @Override
  public KeyOperations open(SecretBytes material) {
    return keys.decode(material);
  }

  @Override
  public SecretBytes exported(SecretBytes material) {
    try (SoftwareKey key = keys.decode(material)) {
      return key.exported();
    }
  }

  @Override
  public void abandon(Made made) {
    made.close();
  }

  private static Made made(SoftwareKey key) {
    try (key) {
      return new Made(key.spec(), key.publicJwk(), key.encoded());
    }
  }
}
