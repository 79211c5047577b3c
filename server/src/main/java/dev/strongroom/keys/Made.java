package dev.strongroom.keys;

import dev.strongroom.trust.KeySpec;
import dev.strongroom.trust.PublicJwk;
import dev.strongroom.trust.SecretBytes;
import java.util.Optional;

/// A new key that is not stored yet.
///
/// @param material what its [KeyHome] needs to open it again; kept only sealed
public record Made(KeySpec spec, Optional<PublicJwk> open, SecretBytes material)
    implements AutoCloseable {
  KeyFace face(boolean hardware) {
    return new KeyFace(KeyType.of(spec, hardware), spec, open);
  }

  @Override
  public void close() {
    material.close();
  }
}
