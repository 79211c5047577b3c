package dev.strongroom.access;

import dev.strongroom.kernel.Tx;
import dev.strongroom.model.VaultFacts;
import java.util.Optional;

/// How the name of a secret is spelled. Names have no case and conditions have: a caller must not
/// slip past one by spelling a name another way, so an existing secret is judged by the spelling it
/// was created with.
@FunctionalInterface
public interface Spellings {
  /// The spelling of a secret, living or deleted; empty when there is none of that name.
  Optional<String> of(Tx tx, VaultFacts vault, String name);
}
