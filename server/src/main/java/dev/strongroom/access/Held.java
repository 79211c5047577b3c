package dev.strongroom.access;

import dev.strongroom.model.PrincipalId;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/// A role held at a scope, or one that could be.
///
/// @param grantedBy the path of what gives it, ready for the audit record
/// @param source the eligibility that it was activated from
record Held(
    RoleAssignment assignment,
    Role role,
    Optional<String> grantedBy,
    Optional<RoleAssignment> source) {
  /// What somebody activated as a member of a group ends with the membership.
  boolean isOf(PrincipalId principal, Set<PrincipalId> groups) {
    return source
        .map(eligibility -> eligibility.grant().principal())
        .map(entitled -> entitled.equals(principal) || groups.contains(entitled))
        .orElse(true);
  }

  /// Whether it is in force, and with it what it was activated from.
  boolean counts(Predicate<RoleAssignment> inForce) {
    return inForce.test(assignment) && (source.isEmpty() || inForce.test(source.get()));
  }

  boolean conditional() {
    return assignment.details().condition().isPresent();
  }

  Weight weigh(Ask ask) {
    Weight weight = role.permissions().weigh(ask);
    if (weight != Weight.GRANTS) {
      return weight;
    } else if (!counts(ask.inForce())) {
      return Weight.NOT_IN_FORCE;
    }
    boolean met =
        !conditional()
            || (!ask.changesDirectory()
                && assignment.details().condition().orElseThrow().grants(ask.facts()));
    return met ? Weight.GRANTS : Weight.UNDER_CONDITION;
  }
}
