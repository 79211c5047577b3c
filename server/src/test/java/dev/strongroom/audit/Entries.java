package dev.strongroom.audit;

import dev.strongroom.kernel.Access;
import dev.strongroom.kernel.AuditEntry;
import dev.strongroom.kernel.AuditEntry.Outcome;
import dev.strongroom.kernel.Caller;
import dev.strongroom.kernel.Caller.Who;
import dev.strongroom.kernel.Origin;
import dev.strongroom.kernel.Target;
import dev.strongroom.model.AppId;
import dev.strongroom.model.PrincipalId;
import dev.strongroom.model.ResourceId;
import dev.strongroom.model.TenantId;
import dev.strongroom.model.VaultName;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// Audit entries for tests.
final class Entries {
  static final Instant AT = Instant.parse("2026-01-05T01:32:01.269122654Z");
  static final ResourceId VAULT =
      ResourceId.of(
          "/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/Prod/providers/Microsoft.KeyVault/vaults/contoso");

  private Entries() {}

  static Origin origin(String requestId) {
    return new Origin(
        requestId,
        Optional.of("c0ffee00-0000-0000-0000-000000000001"),
        "104.40.82.76",
        "azsdk-net-Security.KeyVault.Secrets/4.7.0",
        "https://contoso.vault.example",
        "/secrets/db?api-version=7.4",
        "7.4",
        "TLS1_3");
  }

  static Who reader() {
    return new Who.Principal(
        TenantId.of("22222222-2222-2222-2222-222222222222"),
        PrincipalId.of("33333333-3333-3333-3333-333333333333"),
        Optional.of(AppId.of("44444444-4444-4444-4444-444444444444")),
        "https://login.example/22222222-2222-2222-2222-222222222222",
        Caller.Kind.APP);
  }

  /// A successful read that is told apart by its request id.
  static AuditEntry read(String requestId) {
    return entry(origin(requestId), reader(), new Outcome.Success(200), Map.of());
  }

  static AuditEntry entry(Origin origin, Who who, Outcome outcome, Map<String, String> notes) {
    return new AuditEntry(
        AT,
        Duration.ofMillis(78),
        new Caller(who, origin),
        "SecretGet",
        Optional.of(Target.InVault.object(VaultName.of("contoso"), "secrets", "db")),
        Optional.of(
            new Access(
                Optional.of(VAULT.child("secrets/db")),
                Access.Model.RBAC,
                Optional.of("assignment-1"),
                Optional.empty())),
        outcome,
        notes);
  }
}
