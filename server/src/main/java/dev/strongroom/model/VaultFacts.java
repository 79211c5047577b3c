package dev.strongroom.model;

/// What the data plane must know of the vault that it works in.
public record VaultFacts(
    VaultId id,
    TenantId tenant,
    VaultName name,
    ResourceId resource,
    String location,
    int retentionDays,
    boolean purgeProtected) {}
