package dev.strongroom.keys;

import dev.strongroom.kernel.Action;
import dev.strongroom.trust.HsmKeys;

/// What the operations on objects of the HSM share.
///
/// @param node this one's name
public record HsmStock(HsmKeyStore store, HsmKeys hsm, String node) {
  static Action changes(String action) {
    return Action.control("Strongroom/hsmKeys/" + action, Action.Effect.WRITE);
  }
}
