package dev.strongroom.keys;

import dev.strongroom.kernel.Problem;
import java.util.Optional;

/// Where keys live on this server, are made, and stay open while they are used.
public record KeyHomes(
    KeyHome software, Optional<KeyHome> hardware, Workshop workshop, OpenedKeys opened) {
  private static final String NO_HSM =
      "This server has no HSM for keys, so it cannot make or use keys of type %s. Ask for a"
          + " software key, or have the operator configure an HSM (seal.type pkcs11).";

  KeyHome of(KeyType type) {
    return type.hardware()
        ? hardware.orElseThrow(
            () -> new Problem.Malformed(NO_HSM.formatted(type.wire())).asException())
        : software;
  }
}
