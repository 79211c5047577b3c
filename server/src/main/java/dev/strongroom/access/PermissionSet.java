package dev.strongroom.access;

import dev.strongroom.access.RoleDefinition.Permission;
import dev.strongroom.condition.ActionPattern;
import dev.strongroom.kernel.Action.Plane;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// Permissions made ready to judge. What one takes away, another may still give. Which of them hold
/// an action is remembered, since a server knows only so many actions; their conditions are judged
/// each time.
final class PermissionSet {
  private static final int MAX_REMEMBERED = 2_048;

  private record Grants(
      List<ActionPattern> granted, List<ActionPattern> taken, Optional<RoleCondition> condition) {
    static Grants of(List<String> granted, List<String> taken, Permission permission) {
      return new Grants(
          granted.stream().map(ActionPattern::new).toList(),
          taken.stream().map(ActionPattern::new).toList(),
          permission.condition().map(RoleCondition::kept));
    }

    boolean hold(String action) {
      return granted.stream().anyMatch(pattern -> pattern.matches(action))
          && taken.stream().noneMatch(pattern -> pattern.matches(action));
    }
  }

  /// The permissions that hold an action.
  ///
  /// @param always one of them has no condition
  private record Holding(boolean always, List<RoleCondition> conditions) {
    static Holding of(List<Grants> holding) {
      return new Holding(
          holding.stream().anyMatch(grants -> grants.condition().isEmpty()),
          holding.stream().flatMap(grants -> grants.condition().stream()).toList());
    }
  }

  private final List<Grants> control;
  private final List<Grants> data;
  private final Map<String, Holding> rememberedControl = new ConcurrentHashMap<>();
  private final Map<String, Holding> rememberedData = new ConcurrentHashMap<>();

  PermissionSet(List<Permission> permissions) {
    control =
        permissions.stream().map(one -> Grants.of(one.actions(), one.notActions(), one)).toList();
    data =
        permissions.stream()
            .map(one -> Grants.of(one.dataActions(), one.notDataActions(), one))
            .toList();
  }

  /// As part of a role: a condition must be met.
  Weight weigh(Ask ask) {
    Holding holding = holding(ask.plane(), ask.action());
    if (holding.always()) {
      return Weight.GRANTS;
    } else if (holding.conditions().isEmpty()) {
      return Weight.LACKS_ACTION;
    }
    return holding.conditions().stream().anyMatch(one -> one.grants(ask.facts()))
        ? Weight.GRANTS
        : Weight.UNDER_ROLE_CONDITION;
  }

  /// As part of a denial: a condition must be known not to be met to spare an action.
  boolean bars(Ask ask) {
    Holding holding = holding(ask.plane(), ask.action());
    return holding.always()
        || holding.conditions().stream().anyMatch(one -> !one.spares(ask.facts()));
  }

  private Holding holding(Plane plane, String action) {
    boolean onData = plane == Plane.DATA;
    Map<String, Holding> remembered = onData ? rememberedData : rememberedControl;
    Holding known = remembered.get(action);
    if (known != null) {
      return known;
    }
    String lower = action.toLowerCase(Locale.ROOT);
    Holding found =
        Holding.of((onData ? data : control).stream().filter(one -> one.hold(lower)).toList());
    if (remembered.size() < MAX_REMEMBERED) {
      remembered.put(action, found);
    }
    return found;
  }
}
