package dev.strongroom.sealing;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.strongroom.model.VaultId;
import dev.strongroom.trust.SealingKey;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/// Unwrapped vault keys. A version of a vault's key never changes, so an entry is right for as long
/// as the vault lives, and no generation is asked. When a vault is purged, this node drops its keys
/// at once; another node, which no longer finds anything sealed under them, after [#IDLE_MAX].
final class OpenKeys {
  static final int KEYS_MAX = 10_000;
  static final Duration IDLE_MAX = Duration.ofMinutes(10);

  record Id(VaultId vault, int version) {}

  record Open(SealingKey key, UseLedger uses) {}

  private final Cache<Id, Open> keys;

  /// @param millis what idleness is measured by
  OpenKeys(LongSupplier millis) {
    keys =
        Caffeine.newBuilder()
            .maximumSize(KEYS_MAX)
            .expireAfterAccess(IDLE_MAX)
            .ticker(() -> TimeUnit.MILLISECONDS.toNanos(millis.getAsLong()))
            .build();
  }

  Optional<Open> find(VaultId vault, int version) {
    return Optional.ofNullable(keys.getIfPresent(new Id(vault, version)));
  }

  /// Only for keys that are committed: a key that was rolled back must not be met again.
  void keep(VaultId vault, Open open) {
    keys.asMap().putIfAbsent(new Id(vault, open.key().version()), open);
  }

  /// Drops and wipes every key of the vault. Keys that merely leave the cache are not wiped,
  /// because somebody may be using them.
  void destroy(VaultId vault) {
    keys.asMap()
        .forEach((id, open) -> {
          if (id.vault().equals(vault)) {
            keys.invalidate(id);
            open.key().close();
          }
        });
  }
}
