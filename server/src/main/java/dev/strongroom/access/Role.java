package dev.strongroom.access;

import dev.strongroom.access.RoleDefinition.Permission;
import dev.strongroom.condition.ActionPattern;
import dev.strongroom.kernel.Action.Plane;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// A role definition made ready to judge. Which permissions hold an action is remembered, since a
/// server knows only so many actions; their conditions are judged each time.
final class Role {
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

  private final RoleDefinition definition;
  private final List<Grants> control;
  private final List<Grants> data;
  private final Map<String, Holding> rememberedControl = new ConcurrentHashMap<>();
  private final Map<String, Holding> rememberedData = new ConcurrentHashMap<>();

  Role(RoleDefinition definition) {
    this.definition = definition;
    control =
        definition.permissions().stream()
            .map(one -> Grants.of(one.actions(), one.notActions(), one))
            .toList();
    data =
        definition.permissions().stream()
            .map(one -> Grants.of(one.dataActions(), one.notDataActions(), one))
            .toList();
  }

  RoleDefinition definition() {
    return definition;
  }

  /// Whether the role grants the action. What one permission takes away, another may still give.
  boolean permits(Ask ask) {
    Holding holding = holding(ask.plane(), ask.action());
    return holding.always()
        || (!holding.conditions().isEmpty()
            && holding.conditions().stream().anyMatch(one -> one.grants(ask.facts())));
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
