package dev.strongroom.keys;

import dev.strongroom.kernel.Tx;
import dev.strongroom.model.VaultFacts;
import dev.strongroom.objects.Found;
import java.util.Optional;

/// A key as the control plane shows it.
///
/// @param rotation its policy, where it was given one
public record KeyResource(KeyProperties key, Optional<RotationPolicy> rotation) {
  static Found<KeyResource> of(Keys keys, Tx tx, VaultFacts facts, KeyProperties key) {
    return new Found<>(facts, new KeyResource(key, keys.rotations().policy(tx, facts, key.name())));
  }
}
