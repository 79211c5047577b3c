package dev.strongroom.access;

import dev.strongroom.model.VaultFacts;

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
}
