package dev.strongroom.access;

import dev.strongroom.access.RoleDefinition.Permission;
import dev.strongroom.model.PrincipalId;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/// The rules of access, as plainly as they can be written (azure-facts 2.2). Slow on purpose.
final class ReferenceRbac {
  private ReferenceRbac() {}

  /// One role held by one principal at one path.
  record Assignment(PrincipalId principal, RoleDefinition role, String scope) {}

  /// One group and one member, which may be a group.
  record Membership(PrincipalId group, PrincipalId member) {}

  static boolean allows(
      List<Assignment> assignments,
      List<Membership> memberships,
      PrincipalId caller,
      boolean data,
      String action,
      String resource) {
    Set<PrincipalId> self = new HashSet<>(Set.of(caller));
    for (Membership ignored : memberships) {
      for (Membership membership : memberships) {
        if (self.contains(membership.member())) {
          self.add(membership.group());
        }
      }
    }
    for (Assignment assignment : assignments) {
      if (self.contains(assignment.principal()) && covers(assignment.scope(), resource)) {
        for (Permission permission : assignment.role().permissions()) {
          List<String> granted = data ? permission.dataActions() : permission.actions();
          List<String> taken = data ? permission.notDataActions() : permission.notActions();
          if (permission.condition().isEmpty() && any(granted, action) && !any(taken, action)) {
            return true;
          }
        }
      }
    }
    return false;
  }

  private static boolean covers(String scope, String resource) {
    String above = scope.equals("/") ? "" : scope.toLowerCase(Locale.ROOT);
    return (resource.toLowerCase(Locale.ROOT) + "/").startsWith(above + "/");
  }

  private static boolean any(List<String> patterns, String action) {
    return patterns.stream().anyMatch(pattern -> matches(pattern, action));
  }

  static boolean matches(String pattern, String action) {
    String regex =
        pattern
            .replace(".", "\\.")
            .replace("*", "@")
            .replaceAll("/@(?=/)", "(/.*)?")
            .replace("@", ".*");
    return Pattern.compile(regex, Pattern.CASE_INSENSITIVE).matcher(action).matches();
  }
}
