package dev.strongroom.dataplane;

import dev.strongroom.model.VaultFacts;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// Where the vaults are that answered lately, so that a refusal, made before the vault was looked
/// up, can carry Azure's region header too. Only the header depends on it.
final class Regions {
  static final int MAX_REMEMBERED = 10_000;
  private final Map<String, String> regions = new ConcurrentHashMap<>();

  void remember(String host, VaultFacts vault) {
    if (!vault.location().equals(regions.get(host)) && regions.size() < MAX_REMEMBERED) {
      regions.put(host, vault.location());
    }
  }

  Optional<String> of(String host) {
    return Optional.ofNullable(regions.get(host));
  }
}
