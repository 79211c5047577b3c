package dev.strongroom.vaults;

/// A vault as it stands after a request, and whether the request brought it into being.
public record SavedVault(Vault vault, boolean created) {}
