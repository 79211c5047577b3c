package dev.strongroom.access;

import dev.strongroom.condition.ActionPattern;
import dev.strongroom.kernel.Action.Plane;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// A role definition made ready to judge. Its verdicts are remembered by action, since a server
/// knows only so many actions.
final class Role {
  private static final int MAX_REMEMBERED = 2_048;

  private record Grants(List<ActionPattern> granted, List<ActionPattern> taken) {
    static Grants of(List<String> granted, List<String> taken) {
      return new Grants(
          granted.stream().map(ActionPattern::new).toList(),
          taken.stream().map(ActionPattern::new).toList());
    }

    boolean permit(String action) {
      return granted.stream().anyMatch(pattern -> pattern.matches(action))
          && taken.stream().noneMatch(pattern -> pattern.matches(action));
    }
  }

  private final RoleDefinition definition;
  private final List<Grants> control;
  private final List<Grants> data;
  private final Map<String, Boolean> rememberedControl = new ConcurrentHashMap<>();
  private final Map<String, Boolean> rememberedData = new ConcurrentHashMap<>();

  Role(RoleDefinition definition) {
    this.definition = definition;
    var unconditional =
        definition.permissions().stream().filter(one -> one.condition().isEmpty()).toList();
    control =
        unconditional.stream().map(one -> Grants.of(one.actions(), one.notActions())).toList();
    data =
        unconditional.stream()
            .map(one -> Grants.of(one.dataActions(), one.notDataActions()))
            .toList();
  }

  RoleDefinition definition() {
    return definition;
  }

  /// Whether the role grants `action`. What one permission takes away, another may still give.
  boolean permits(Plane plane, String action) {
    boolean onData = plane == Plane.DATA;
    Map<String, Boolean> remembered = onData ? rememberedData : rememberedControl;
    Boolean known = remembered.get(action);
    if (known != null) {
      return known;
    }
    String lower = action.toLowerCase(Locale.ROOT);
    boolean permits = (onData ? data : control).stream().anyMatch(grants -> grants.permit(lower));
    if (remembered.size() < MAX_REMEMBERED) {
      remembered.put(action, permits);
    }
    return permits;
  }
}
