package dev.strongroom.provisioning;

import dev.strongroom.identity.Principal.Group;
import dev.strongroom.identity.Principal.User;
import dev.strongroom.model.PrincipalId;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A provisioned object as its client sees it.
public sealed interface Kept {
  Provisioned facts();

  record KeptUser(User user, Provisioned facts) implements Kept {}

  /// @param members direct ones, as many as there are
  record KeptGroup(Group group, Provisioned facts, List<PrincipalId> members) implements Kept {}

  /// What a client wants a user to be.
  record UserForm(
      String userName,
      String displayName,
      boolean active,
      Optional<String> externalId,
      Person person) {}

  record GroupForm(String displayName, Optional<String> externalId, Set<PrincipalId> members) {}
}
