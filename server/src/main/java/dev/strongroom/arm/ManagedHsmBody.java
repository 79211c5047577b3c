package dev.strongroom.arm;

import dev.strongroom.http.JsonValue;
import dev.strongroom.managedhsm.HsmDraft;
import dev.strongroom.managedhsm.HsmSku;
import dev.strongroom.model.PrincipalId;
import dev.strongroom.model.TenantId;
import java.util.List;

/// Reads what requests say about a managed HSM, as in the specification of 2024-11-01. Properties
/// that only answers carry (`hsmUri`, `provisioningState`) are not looked at.
final class ManagedHsmBody {
  private ManagedHsmBody() {}

  static HsmDraft draft(JsonValue body) {
    ArmFields properties = VaultBody.properties(body);
    return new HsmDraft(
        VaultBody.location(body),
        ArmFields.of(body).tags(),
        properties.text("tenantId", TenantId::parse, "a GUID"),
        ArmFields.of(body)
            .object("sku")
            .flatMap(sku -> sku.text("name", HsmSku::parse, "Standard_B1 or Custom_B32")),
        admins(properties),
        VaultBody.lifecycle(properties),
        VaultBody.network(properties));
  }

  private static List<PrincipalId> admins(ArmFields properties) {
    String name = "initialAdminObjectIds";
    return properties.texts(name).stream()
        .map(text ->
            PrincipalId.parse(text)
                .orElseThrow(() -> properties.invalid(name, "the object ids of administrators")))
        .toList();
  }
}
