package dev.strongroom.access;

import dev.strongroom.access.RoleAssignment.Details;
import dev.strongroom.access.RoleAssignment.Grant;
import dev.strongroom.access.RoleAssignment.Stamps;
import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Problem;
import dev.strongroom.kernel.Refused;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Traits;
import dev.strongroom.kernel.Tx;
import dev.strongroom.kernel.Work;
import dev.strongroom.model.AssignmentId;
import dev.strongroom.model.PrincipalId;
import dev.strongroom.model.ResourceId;
import dev.strongroom.model.RoleId;
import dev.strongroom.model.TenantId;
import java.util.Optional;

/// Gives a role to a principal at a scope. Repeating a request changes nothing; description and
/// condition may be changed later, everything else is fixed, as in Azure.
public record PutRoleAssignment(
    Ports ports, TenantId tenant, ResourceId scope, AssignmentId id, Wanted wanted)
    implements Operation<PutRoleAssignment.Outcome> {
  /// Azure allows 4,000 in one subscription; this counts all of the server's.
  public static final int MAX_ASSIGNMENTS = 100_000;

  private static final int CREATED = 201;

  public record Ports(AccessStore store, Principals principals) {
    /// Refuses that the last administrator goes.
    void keepAdministrator(Work work, RoleAssignment going) {
      LastAdministrator.keep(
          store.table(work.tx()),
          grant -> principals.canAct(work.tx(), grant.tenant(), grant.principal()),
          going,
          work.now());
    }
  }

  /// What the client asks for.
  public record Wanted(
      RoleId role, PrincipalId principal, Optional<PrincipalType> type, Details details) {}

  public record Outcome(boolean created, RoleAssignment assignment) {}

  @Override
  public String name() {
    return action().name();
  }

  @Override
  public Action action() {
    return AuthorizationActions.WRITE_ASSIGNMENTS;
  }

  @Override
  public Target target() {
    return new Target.Resource(scope);
  }

  @Override
  public Traits traits(Tx tx) {
    return Traits.ofRequest(
        RoleAssignment.traits(
            wanted.role(),
            wanted.principal(),
            ports.principals().typeOf(tx, tenant, wanted.principal())));
  }

  @Override
  public int status(Outcome outcome) {
    return outcome.created() ? CREATED : OK;
  }

  @Override
  public Outcome run(Work work) {
    RoleTable table = ports.store().table(work.tx());
    refuseUnusable(table);
    Optional<RoleAssignment> known = table.find(tenant, id);
    return known.isPresent() ? change(work, known.get()) : create(work, table);
  }

  private void refuseUnusable(RoleTable table) {
    table.refuseUnusable(tenant, scope);
    RoleDefinition role = table.definition(tenant, wanted.role()).orElseThrow(this::noSuchRole);
    if (role.assignableScopes().stream()
        .noneMatch(at -> table.hierarchy().covers(tenant, at, scope))) {
      throw invalid(
          "RoleAssignmentScopeNotAssignableToRoleDefinition",
          "The scope '"
              + scope
              + "' is not one of the assignable scopes of the role '"
              + role.name()
              + "', nor below one: "
              + role.assignableScopes()
              + ". Add it to the role's assignableScopes, or assign the role elsewhere.");
    } else if (!role.builtIn() && role.grantsData() && Hierarchy.groupOf(scope).isPresent()) {
      throw invalid(
          "InvalidScope",
          "The role '"
              + role.name()
              + "' has data actions: a custom role with data actions cannot be assigned at a management"
              + " group. Assign it at the subscriptions in it.");
    }
  }

  private Outcome create(Work work, RoleTable table) {
    Grant grant = new Grant(tenant, wanted.role(), wanted.principal(), principalType(work));
    table
        .twin(scope, grant, work.now())
        .ifPresent(twin -> {
          throw exists(twin.id().toString());
        });
    if (table.countOfAssignments() >= MAX_ASSIGNMENTS) {
      throw invalid(
          "RoleAssignmentLimitExceeded",
          "No more role assignments can be created: there are "
              + MAX_ASSIGNMENTS
              + ". Assign roles to groups, or delete what is not needed.");
    }
    if (table.of(tenant, id).isPresent()) { // an eligibility has it
      throw exists(id.toString());
    }
    String author = Stamps.author(work);
    Stamps stamps = new Stamps(work.now(), author, work.now(), author);
    RoleAssignment assignment = new RoleAssignment(id, scope, grant, wanted.details(), stamps);
    if (!ports.store().insert(work.tx(), work.approve(assignment))) {
      throw exists(id.toString());
    }
    return new Outcome(true, assignment);
  }

  private Outcome change(Work work, RoleAssignment known) {
    Grant grant = known.grant();
    boolean sameGrant =
        known.scope().equals(scope)
            && grant.role().equals(wanted.role())
            && grant.principal().equals(wanted.principal())
            && known.details().window().equals(Window.ALWAYS)
            && wanted.type().map(grant.type()::equals).orElse(true);
    if (!sameGrant) {
      throw invalid(
          "RoleAssignmentUpdateNotPermitted",
          "Tenant ID, application ID, principal ID, and scope are not allowed to be updated.");
    } else if (known.details().equals(wanted.details())) {
      return new Outcome(false, known);
    }
    if (wanted.details().condition().isPresent()) {
      ports.keepAdministrator(work, known);
    }
    Stamps before = known.stamps();
    Stamps stamps =
        new Stamps(before.createdOn(), before.createdBy(), work.now(), Stamps.author(work));
    RoleAssignment changed = new RoleAssignment(id, known.scope(), grant, wanted.details(), stamps);
    ports.store().update(work.tx(), work.approve(changed));
    return new Outcome(false, changed);
  }

  /// A principal that the directory does not know may get a role only when the client says what it
  /// is: Azure's way around replication delay, and ours for principals of an external issuer.
  private PrincipalType principalType(Work work) {
    Optional<PrincipalType> known =
        ports.principals().typeOf(work.tx(), tenant, wanted.principal());
    PrincipalType type = known.or(wanted::type).orElseThrow(this::noSuchPrincipal);
    if (wanted.type().isPresent() && wanted.type().get() != type) {
      throw invalid(
          "UnmatchedPrincipalType",
          "The PrincipalId '"
              + wanted.principal()
              + "' has type '"
              + type.wire()
              + "', which is different from specified PrincipalType '"
              + wanted.type().get().wire()
              + "'.");
    }
    return type;
  }

  private Refused noSuchRole() {
    String id = wanted.role().toString().replace("-", "");
    return invalid(
        "RoleDefinitionDoesNotExist",
        "The specified role definition with ID '" + id + "' does not exist.");
  }

  private Refused noSuchPrincipal() {
    return invalid(
        "PrincipalNotFound",
        "Principal "
            + wanted.principal().toString().replace("-", "")
            + " does not exist in the directory "
            + tenant
            + ". Check that you have the correct principal ID. If the principal is known to an external"
            + " issuer only, set the role assignment principalType property to ServicePrincipal, User, or"
            + " Group.");
  }

  private static Refused exists(String id) {
    return new Problem.Conflict(
            "RoleAssignmentExists",
            "The role assignment already exists. The ID of the existing role assignment is "
                + id.replace("-", "")
                + ".")
        .asException();
  }

  private static Refused invalid(String code, String message) {
    return new Problem.Invalid(code, message).asException();
  }
}
