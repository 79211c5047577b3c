package dev.strongroom.locks;

import dev.strongroom.kernel.Governed;
import dev.strongroom.model.ResourceId;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A management lock.
///
/// @param scope what it locks, with everything below
/// @param owners application ids, for people to read; they give no right
public record Lock(
    ResourceId scope, String name, LockLevel level, Optional<String> notes, List<String> owners)
    implements Governed {
  public Lock {
    owners = List.copyOf(owners);
  }

  public ResourceId resource() {
    return scope.child("providers/Microsoft.Authorization/locks/" + name);
  }

  /// Names compare without regard to case.
  boolean isNamed(String other) {
    return name.equalsIgnoreCase(other);
  }

  @Override
  public Map<String, String> facts() {
    return Map.of("type", "Microsoft.Authorization/locks", "name", name, "level", level.wire());
  }
}
