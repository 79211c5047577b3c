package dev.strongroom.access;

import dev.strongroom.access.RoleAssignment.Grant;
import dev.strongroom.kernel.Problem;
import dev.strongroom.model.ResourceId;
import dev.strongroom.model.RoleId;
import java.time.Instant;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Keeps the last one who can give roles at a subscription, or at the root, as Azure does. Who may
/// only take such a role counts: it can be taken when it is needed. Who has taken it for an hour
/// does not, nor does a role under a condition, nor whoever cannot sign in.
public final class LastAdministrator {
  /// Owner, User Access Administrator.
  private static final Set<RoleId> ROLES =
      Set.of(
          RoleId.of("8e3af657-a8ff-443c-a75c-2fe8c4bcb635"),
          RoleId.of("18d7d88d-d35e-4fb5-a5c3-7773c20a72d9"));

  private static final Pattern GUARDED = Pattern.compile("/|/subscriptions/[^/]+");

  private LastAdministrator() {}

  /// Refuses that `going`, an assignment or an eligibility, goes when nobody would be left.
  ///
  /// @param able whether somebody can act under an assignment: neither disabled nor deleted
  public static void keep(
      RoleTable table, Predicate<Grant> able, RoleAssignment going, Instant now) {
    if (administers(going, now)
        && GUARDED.matcher(going.scope().canonical()).matches()
        && Stream.concat(table.assignments().stream(), table.eligibilities().stream())
            .noneMatch(other -> stays(table, other, going, now) && able.test(other.grant()))) {
      throw new Problem.PreconditionFailed(
              "CannotDeleteLastRbacAdminAssignment",
              "Cannot delete the last RBAC admin assignment. Make somebody else Owner or User Access"
                  + " Administrator at '"
                  + going.scope()
                  + "' or above first.")
          .asException();
    }
  }

  private static boolean stays(
      RoleTable table, RoleAssignment other, RoleAssignment going, Instant now) {
    ResourceId scope = going.scope();
    return !other.id().equals(going.id())
        && administers(other, now)
        && other.grant().tenant().equals(going.grant().tenant())
        && table.hierarchy().covers(going.grant().tenant(), other.scope(), scope);
  }

  private static boolean administers(RoleAssignment one, Instant now) {
    return ROLES.contains(one.grant().role())
        && one.details().condition().isEmpty()
        && one.details().activated().isEmpty()
        && !one.details().window().isOver(now);
  }
}
