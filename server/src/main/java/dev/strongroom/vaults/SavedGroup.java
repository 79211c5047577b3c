package dev.strongroom.vaults;

/// A resource group as it stands after a request, and whether the request brought it into being.
public record SavedGroup(ResourceGroup group, boolean created) {}
