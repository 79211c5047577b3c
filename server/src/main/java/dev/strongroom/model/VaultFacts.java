package dev.strongroom.model;

/// What the data plane must know of the vault that it works in.
public record VaultFacts(
    VaultId id,
    TenantId tenant,
    VaultName name,
    ResourceId resource,
    String location,
    int retentionDays,
    boolean purgeProtected) {
  private static final int DEFAULT_RETENTION_DAYS = 90;

  /// Azure's words for "how long, and can somebody shorten it".
  public String recoveryLevel() {
    String customized = retentionDays < DEFAULT_RETENTION_DAYS ? "Customized" : "";
    return customized + "Recoverable" + (purgeProtected ? "" : "+Purgeable");
  }
}
