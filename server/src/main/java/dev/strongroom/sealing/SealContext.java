package dev.strongroom.sealing;

import dev.strongroom.model.TenantId;
import dev.strongroom.model.VaultId;
import dev.strongroom.trust.Binding;

/// The place a value belongs to. Sealed bytes open in this place only, so a row that was moved to
/// another name, version or vault is noticed.
///
/// @param kind `secret`, `key`, `certificate`
/// @param name the canonical name
/// @param field which of the object's values, as `value`
public record SealContext(
    TenantId tenant, VaultId vault, String kind, String name, String version, String field) {
  private static final String DOMAIN = "strongroom value, 1";

  Binding binding() {
    return Binding.of(DOMAIN, tenant.toString(), vault.toString(), kind, name, version, field);
  }
}
