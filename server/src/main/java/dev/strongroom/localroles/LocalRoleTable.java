package dev.strongroom.localroles;

import dev.strongroom.model.AssignmentId;
import dev.strongroom.model.PrincipalId;
import dev.strongroom.model.RoleId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// All local roles and assignments of one HSM, ready to judge. Immutable.
public final class LocalRoleTable {
  /// An assignment with the role that it gives.
  ///
  /// @param granted what the role grants, in lower case
  record Held(LocalAssignment assignment, LocalRole role, Set<String> granted) {
    boolean counts(String lowerCaseAction, LocalScope at) {
      return assignment.scope().covers(at) && granted.contains(lowerCaseAction);
    }
  }

  private final List<LocalRole> custom;
  private final Map<RoleId, LocalRole> roles = new HashMap<>();
  private final List<LocalAssignment> assignments;
  private final Map<PrincipalId, List<Held>> byPrincipal = new HashMap<>();

  public LocalRoleTable(List<LocalRole> custom, List<LocalAssignment> assignments) {
    this.custom = List.copyOf(custom);
    this.assignments = List.copyOf(assignments);
    BuiltInLocalRoles.ALL.forEach(role -> roles.put(role.id(), role));
    custom.forEach(role -> roles.put(role.id(), role));
    for (LocalAssignment one : assignments) {
      role(one.role())
          .ifPresent(role ->
              byPrincipal
                  .computeIfAbsent(one.principal(), _ -> new ArrayList<>())
                  .add(new Held(one, role, role.granted())));
    }
  }

  public List<LocalRole> custom() {
    return custom;
  }

  public List<LocalAssignment> assignments() {
    return assignments;
  }

  Optional<LocalRole> role(RoleId id) {
    return Optional.ofNullable(roles.get(id));
  }

  Optional<LocalAssignment> assignment(AssignmentId id) {
    return assignments.stream().filter(one -> one.id().equals(id)).findFirst();
  }

  /// Everything that a caller holds by itself or through its groups.
  List<Held> held(PrincipalId caller, Set<PrincipalId> groups) {
    List<Held> held = new ArrayList<>(byPrincipal.getOrDefault(caller, List.of()));
    if (groups.size() > byPrincipal.size()) {
      byPrincipal.forEach((id, some) -> {
        if (groups.contains(id) && !id.equals(caller)) {
          held.addAll(some);
        }
      });
    } else {
      groups.stream()
          .filter(id -> !id.equals(caller))
          .forEach(id -> held.addAll(byPrincipal.getOrDefault(id, List.of())));
    }
    return held;
  }
}
