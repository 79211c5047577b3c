package dev.strongroom.access;

import dev.strongroom.kernel.Caller.Who;
import dev.strongroom.kernel.Governed;
import dev.strongroom.kernel.Work;
import dev.strongroom.model.AssignmentId;
import dev.strongroom.model.PrincipalId;
import dev.strongroom.model.ResourceId;
import dev.strongroom.model.RoleId;
import dev.strongroom.model.TenantId;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// A role given to a principal at a scope. Only its details can change; the rest is fixed when it
/// is made.
public record RoleAssignment(
    AssignmentId id, ResourceId scope, Grant grant, Details details, Stamps stamps)
    implements Governed {
  /// Who gets what.
  ///
  /// @param tenant whose directory knows the principal
  public record Grant(TenantId tenant, RoleId role, PrincipalId principal, PrincipalType type) {
    boolean sameAs(Grant other) {
      return tenant.equals(other.tenant)
          && role.equals(other.role)
          && principal.equals(other.principal);
    }
  }

  /// @param delegatedIdentity `delegatedManagedIdentityResourceId`: kept and answered, no meaning
  /// @param condition the role counts only for requests that meet it
  /// @param window the role counts only in it
  /// @param activated the eligibility that it was made from: the role counts only while that does,
  ///   for whom it is for and where it is
  public record Details(
      Optional<String> description,
      Optional<String> delegatedIdentity,
      Optional<RoleCondition> condition,
      Window window,
      Optional<AssignmentId> activated) {
    public static final Details NONE =
        new Details(Optional.empty(), Optional.empty(), Optional.empty());

    /// Without end.
    public Details(
        Optional<String> description,
        Optional<String> delegatedIdentity,
        Optional<RoleCondition> condition) {
      this(description, delegatedIdentity, condition, Window.ALWAYS, Optional.empty());
    }
  }

  /// @param createdBy object id of the caller; empty for the server itself
  public record Stamps(Instant createdOn, String createdBy, Instant updatedOn, String updatedBy) {
    static String author(Work work) {
      return switch (work.caller().who()) {
        case Who.Principal who -> who.id().toString();
        case Who.Job _, Who.Nobody _ -> "";
      };
    }
  }

  /// What conditions on giving and taking roles may ask of it. A type that only the caller claims
  /// is left out: a claim may not meet a condition.
  public static Map<String, String> traits(
      RoleId role, PrincipalId principal, Optional<PrincipalType> known) {
    return known
        .map(type -> traits(role, principal, type))
        .orElseGet(() ->
            Map.of(Attributes.ROLE, role.toString(), Attributes.PRINCIPAL, principal.toString()));
  }

  /// The same of a principal that the directory knows.
  public static Map<String, String> traits(RoleId role, PrincipalId principal, PrincipalType type) {
    return Map.of(
        Attributes.ROLE, role.toString(),
        Attributes.PRINCIPAL, principal.toString(),
        Attributes.PRINCIPAL_TYPE, type.wire());
  }

  /// The path of the assignment itself.
  public ResourceId path() {
    return path("roleAssignments");
  }

  ResourceId path(String collection) {
    return scope.child("providers/Microsoft.Authorization/" + collection + "/" + id);
  }

  @Override
  public Map<String, String> facts() {
    return Map.of(
        "type", "Microsoft.Authorization/roleAssignments",
        "name", id.toString(),
        "scope", scope.display(),
        "roleDefinitionId", grant.role().toString(),
        "principalId", grant.principal().toString(),
        "principalType", grant.type().wire());
  }
}
