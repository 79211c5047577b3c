package dev.strongroom.access;

import dev.strongroom.kernel.Governed;
import dev.strongroom.model.ResourceId;
import java.util.Map;

/// A scope that is going away. Its assignments go with it: as in Azure, a deleted vault that is
/// recovered, or another of the same name, starts without them.
public record ScopeRemoval(ResourceId scope) implements Governed {
  @Override
  public Map<String, String> facts() {
    return Map.of("type", "Microsoft.Authorization/roleAssignments", "scope", scope.display());
  }
}
