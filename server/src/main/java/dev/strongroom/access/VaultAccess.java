package dev.strongroom.access;

import dev.strongroom.kernel.Caller.Who;
import dev.strongroom.kernel.Problem;
import dev.strongroom.kernel.Sighting;
import dev.strongroom.model.ResourceId;
import dev.strongroom.model.VaultFacts;
import java.util.Optional;

/// Everything that decides who reaches a vault's data plane. Immutable, so it can be kept while the
/// vault's generation stands.
///
/// @param rbac true when role assignments decide and the access policies are ignored, false when
///   the access policies decide and role assignments are ignored: never both
public record VaultAccess(
    VaultFacts facts, boolean rbac, AccessPolicies policies, NetworkRules network) {
  /// The vault as refusals name it: `name;location=place`.
  String label() {
    return facts.name().display() + ";location=" + facts.location();
  }

  /// The objections that hold whatever rights the caller has.
  public Optional<Problem> closed(Who.Principal who, String address) {
    if (!facts.tenant().equals(who.tenant())) {
      return Optional.of(Refusals.otherTenant(who, this));
    }
    return switch (network.judge(address)) {
      case OPEN -> Optional.empty();
      case BY_FIREWALL -> Optional.of(Refusals.byFirewall(who, address, this));
      case BY_CONNECTION -> Optional.of(Refusals.byConnection(who, this));
    };
  }

  /// The refusal of a service that the vault's settings do not open it to, and that `who` asked to
  /// read from it.
  public Problem serviceRefusal(Who.Principal who, String service) {
    return new Problem.NotPermitted(
        "Forbidden",
        "Access denied to first party service.\r\nCaller: name="
            + service
            + ";"
            + Refusals.caller(who, "")
            + "\r\nVault: "
            + label());
  }

  /// What an onlooker is told of [#closed].
  public Sighting sighting(Optional<Problem> closed) {
    return Sightings.ofDoor(this, closed);
  }

  /// The refusal of a caller whose roles do not hold `action` on `scope`.
  public Problem refusal(Who.Principal who, String action, ResourceId scope) {
    return new Problem.ForbiddenByRbac(
        Refusals.caller(who, ""), action, scope, Optional.empty(), label());
  }
}
