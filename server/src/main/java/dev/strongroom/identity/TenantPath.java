package dev.strongroom.identity;

import dev.strongroom.model.TenantId;
import java.util.Optional;
import java.util.Set;

/// The first segment of a path on the login host. `common`, `organizations` and `adfs` leave the
/// tenant open: it follows from who signs in.
public final class TenantPath {
  private static final Set<String> OPEN = Set.of("common", "organizations", "adfs");

  private TenantPath() {}

  public static boolean open(String segment) {
    return OPEN.contains(segment);
  }

  /// Empty when the path leaves the tenant open; refuses one that does not exist.
  public static Optional<Tenant> find(Directory directory, String segment) {
    if (open(segment)) {
      return Optional.empty();
    }
    return Optional.of(
        TenantId.parse(segment)
            .flatMap(directory::tenant)
            .orElseThrow(() -> EntraErrors.tenantNotFound(segment)));
  }
}
