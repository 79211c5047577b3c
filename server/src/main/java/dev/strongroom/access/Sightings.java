package dev.strongroom.access;

import dev.strongroom.kernel.Problem;
import dev.strongroom.kernel.Sighting;
import dev.strongroom.kernel.Sighting.Bearing;
import dev.strongroom.kernel.Sighting.Kind;
import dev.strongroom.model.ResourceId;
import java.util.Optional;

/// What a trace is shown of things that stand before roles and policies.
final class Sightings {
  private static final Sighting NOTHING =
      new Sighting(Kind.NETWORK_RULE, "", Bearing.NOTHING, "the vault is open to this address");

  /// What an explanation tells of a condition.
  private static final int MAX_CONDITION = 300;

  private Sightings() {}

  static Sighting ofRole(Held held, Weight weight) {
    RoleAssignment assignment = held.assignment();
    return new Sighting(
        Kind.ROLE_ASSIGNMENT,
        held.grantedBy().orElseThrow(),
        weight == Weight.GRANTS ? Bearing.GRANTS : Bearing.NOTHING,
        whose(held) + " " + weight.words() + activation(assignment) + condition(assignment));
  }

  /// @param weight what it would come to
  static Sighting ofEligibility(Held held, Weight weight) {
    RoleAssignment eligibility = held.assignment();
    String until =
        eligibility
            .details()
            .window()
            .until()
            .map(end -> " (eligible until " + end + ")")
            .orElse("");
    boolean could = weight == Weight.GRANTS;
    return new Sighting(
        Kind.ELEVATION,
        held.grantedBy().orElseThrow(),
        could ? Bearing.COULD_GRANT : Bearing.NOTHING,
        whose(held)
            + (could
                ? " grants it once it is activated"
                : " can be activated, but " + weight.words())
            + until
            + condition(eligibility));
  }

  static Sighting ofDenial(Denial denial, boolean bars) {
    String name = "'" + denial.assignment().content().name() + "' ";
    return new Sighting(
        Kind.DENY_ASSIGNMENT,
        denial.path(),
        bars ? Bearing.FORBIDS : Bearing.NOTHING,
        name + (bars ? "denies the action" : "does not deny the action"));
  }

  private static String whose(Held held) {
    RoleAssignment assignment = held.assignment();
    return "'"
        + held.role().definition().name()
        + "' for "
        + assignment.grant().type().wire()
        + " "
        + assignment.grant().principal();
  }

  /// Of a role for a time: how it came and when it ends.
  private static String activation(RoleAssignment assignment) {
    String from = assignment.details().activated().map(id -> "; activated from " + id).orElse("");
    return from
        + assignment.details().window().until().map(end -> "; it ends at " + end).orElse("");
  }

  private static String condition(RoleAssignment assignment) {
    return assignment
        .details()
        .condition()
        .map(RoleCondition::text)
        .map(text -> text.length() > MAX_CONDITION ? text.substring(0, MAX_CONDITION) + "…" : text)
        .map(text -> "; its condition: " + text)
        .orElse("");
  }

  static Sighting ofOtherTenant(ResourceId resource) {
    return new Sighting(
        Kind.TENANT, resource.display(), Bearing.FORBIDS, "it belongs to another tenant");
  }

  /// @param closed what keeps the caller out, whatever rights it has
  static Sighting ofDoor(VaultAccess vault, Optional<Problem> closed) {
    if (closed.isEmpty()) {
      return NOTHING;
    }
    boolean foreign = closed.get() instanceof Problem.Unauthenticated;
    return new Sighting(
        foreign ? Kind.TENANT : Kind.NETWORK_RULE,
        vault.facts().resource().display(),
        Bearing.FORBIDS,
        foreign
            ? "the vault belongs to another tenant"
            : "the vault is closed to this address: publicNetworkAccess is "
                + vault.network().publicAccess()
                + ", networkAcls.defaultAction is "
                + vault.network().defaultAction());
  }
}
