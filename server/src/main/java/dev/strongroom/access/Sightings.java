package dev.strongroom.access;

import dev.strongroom.kernel.Problem;
import dev.strongroom.kernel.Sighting;
import dev.strongroom.kernel.Sighting.Bearing;
import dev.strongroom.kernel.Sighting.Kind;
import dev.strongroom.model.ResourceId;
import java.util.Optional;

/// What a trace is shown of things that stand before roles and policies.
final class Sightings {
  private static final Sighting NOTHING =
      new Sighting(Kind.NETWORK_RULE, "", Bearing.NOTHING, "the vault is open to this address");

  private Sightings() {}

  static Sighting ofOtherTenant(ResourceId resource) {
    return new Sighting(
        Kind.TENANT, resource.display(), Bearing.FORBIDS, "it belongs to another tenant");
  }

  /// @param closed what keeps the caller out, whatever rights it has
  static Sighting ofDoor(VaultAccess vault, Optional<Problem> closed) {
    if (closed.isEmpty()) {
      return NOTHING;
    }
    boolean foreign = closed.get() instanceof Problem.Unauthenticated;
    return new Sighting(
        foreign ? Kind.TENANT : Kind.NETWORK_RULE,
        vault.facts().resource().display(),
        Bearing.FORBIDS,
        foreign
            ? "the vault belongs to another tenant"
            : "the vault is closed to this address: publicNetworkAccess is "
                + vault.network().publicAccess()
                + ", networkAcls.defaultAction is "
                + vault.network().defaultAction());
  }
}
