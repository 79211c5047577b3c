package dev.strongroom.access;

import dev.strongroom.access.RoleDefinition.Permission;
import dev.strongroom.condition.Attribute;
import dev.strongroom.condition.Condition;
import dev.strongroom.condition.Reading;
import dev.strongroom.condition.ReferenceCondition;
import dev.strongroom.condition.SomeFacts;
import dev.strongroom.condition.Value;
import dev.strongroom.condition.Vocabulary;
import dev.strongroom.model.PrincipalId;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// The rules of access, as plainly as they can be written (azure-facts 2.2). Slow on purpose.
final class ReferenceRbac {
  private static final int TRUE = 2;
  private static final int FALSE = 0;
  private static final PrincipalId EVERYONE =
      PrincipalId.of("00000000-0000-0000-0000-000000000000");

  private ReferenceRbac() {}

  /// One role held by one principal at one path.
  ///
  /// @param from what it was activated from
  record Assignment(
      PrincipalId principal,
      RoleDefinition role,
      String scope,
      Optional<String> condition,
      Optional<Eligibility> from) {
    Assignment(PrincipalId principal, RoleDefinition role, String scope) {
      this(principal, role, scope, Optional.empty(), Optional.empty());
    }

    Assignment under(Optional<String> given) {
      return new Assignment(principal, role, scope, given, from);
    }
  }

  /// Who may take the same role, at one path.
  ///
  /// @param gone it was there when the role was taken
  record Eligibility(PrincipalId principal, String scope, boolean gone) {}

  /// One group and one member, which may be a group.
  record Membership(PrincipalId group, PrincipalId member) {}

  /// What some principals may not do at one path.
  ///
  /// @param here not below it
  record Denial(
      List<PrincipalId> principals,
      List<PrincipalId> excluded,
      Permission permission,
      String scope,
      boolean here,
      Optional<String> condition) {}

  /// One management group or subscription and the group that it is in, by their paths.
  record Place(String inner, String outer) {}

  /// All there is.
  record Given(
      List<Assignment> assignments,
      List<Membership> memberships,
      List<Denial> denials,
      List<Place> places) {
    static Given of(List<Assignment> assignments, List<Membership> memberships) {
      return new Given(assignments, memberships, List.of(), List.of());
    }
  }

  /// @param attributes what conditions can know of the request
  record Asked(
      PrincipalId caller,
      boolean data,
      String action,
      String resource,
      Map<Attribute, Value> attributes) {}

  static boolean allows(Given given, Asked asked) {
    Set<PrincipalId> self = self(given, asked.caller());
    return !given.denials().stream().anyMatch(denial -> denies(given, denial, self, asked))
        && grants(given, self, asked);
  }

  private static boolean denies(Given given, Denial denial, Set<PrincipalId> self, Asked asked) {
    boolean bound =
        denial.principals().stream().anyMatch(one -> self.contains(one) || one.equals(EVERYONE))
            && denial.excluded().stream().noneMatch(self::contains);
    boolean placed =
        denial.here()
            ? denial.scope().equalsIgnoreCase(asked.resource())
            : covers(given, denial.scope(), asked.resource());
    return bound
        && placed
        && matches(denial.permission(), asked)
        && holds(denial.condition(), asked) != FALSE
        && holds(denial.permission().condition(), asked) != FALSE;
  }

  private static boolean grants(Given given, Set<PrincipalId> self, Asked asked) {
    for (Assignment assignment : given.assignments()) {
      if (self.contains(assignment.principal())
          && covers(given, assignment.scope(), asked.resource())
          && stands(given, self, assignment)
          && !(assignment.condition().isPresent() && changesDirectory(asked))
          && holds(assignment.condition(), asked) == TRUE) {
        for (Permission permission : assignment.role().permissions()) {
          if (matches(permission, asked) && holds(permission.condition(), asked) == TRUE) {
            return true;
          }
        }
      }
    }
    return false;
  }

  private static boolean changesDirectory(Asked asked) {
    return asked.action().matches("(?i)microsoft\\.authorization/directory/.*(?<!/read)");
  }

  /// The role is one for its place, and what was activated is still there to be activated.
  private static boolean stands(Given given, Set<PrincipalId> self, Assignment assignment) {
    return assignment.role().assignableScopes().stream()
            .anyMatch(scope -> covers(given, scope.display(), assignment.scope()))
        && assignment
            .from()
            .map(from ->
                !from.gone()
                    && self.contains(from.principal())
                    && covers(given, from.scope(), assignment.scope()))
            .orElse(true);
  }

  private static Set<PrincipalId> self(Given given, PrincipalId caller) {
    Set<PrincipalId> self = new HashSet<>(Set.of(caller));
    for (Membership ignored : given.memberships()) {
      for (Membership membership : given.memberships()) {
        if (self.contains(membership.member())) {
          self.add(membership.group());
        }
      }
    }
    return self;
  }

  private static boolean matches(Permission permission, Asked asked) {
    List<String> granted = asked.data() ? permission.dataActions() : permission.actions();
    List<String> taken = asked.data() ? permission.notDataActions() : permission.notActions();
    return any(granted, asked.action()) && !any(taken, asked.action());
  }

  private static int holds(Optional<String> condition, Asked asked) {
    if (condition.isEmpty()) {
      return TRUE;
    }
    SomeFacts facts = new SomeFacts(asked.action().toLowerCase(Locale.ROOT));
    asked.attributes().forEach(facts::with);
    return Reading.of(condition.get(), Vocabulary.OPEN)
            instanceof Reading.Understood(Condition read)
        ? ReferenceCondition.judge(read, facts)
        : 1;
  }

  /// Directly, or because it is in a group that is covered.
  private static boolean covers(Given given, String scope, String resource) {
    return covers(scope, resource)
        || given.places().stream()
            .anyMatch(
                place -> covers(place.inner(), resource) && covers(given, scope, place.outer()));
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
