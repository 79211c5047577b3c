package dev.strongroom.identity;

import dev.strongroom.kernel.Approved;
import dev.strongroom.kernel.Tx;
import dev.strongroom.model.PrincipalId;
import dev.strongroom.model.Tags;
import java.util.Optional;

/// Keeps location and tags of user-assigned identities (generation `directory`). They go with the
/// principal when that is deleted.
public interface IdentityResourceStore {
  record Place(String location, Tags tags) {}

  Optional<Place> place(Tx tx, PrincipalId identity);

  /// Adds or replaces.
  void save(Tx tx, Approved<IdentityResource> resource);
}
