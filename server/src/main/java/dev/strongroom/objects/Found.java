package dev.strongroom.objects;

import dev.strongroom.model.VaultFacts;

/// A result together with the vault it lives in, which decides its recovery level.
public record Found<T>(VaultFacts vault, T what) {}
