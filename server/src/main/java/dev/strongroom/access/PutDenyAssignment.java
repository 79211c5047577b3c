package dev.strongroom.access;

import dev.strongroom.access.DenyAssignment.Content;
import dev.strongroom.access.RoleAssignment.Stamps;
import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Action.Plane;
import dev.strongroom.kernel.Caller.Who;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Problem;
import dev.strongroom.kernel.Refused;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Trace;
import dev.strongroom.kernel.Work;
import dev.strongroom.model.AssignmentId;
import dev.strongroom.model.ResourceId;
import dev.strongroom.model.TenantId;
import java.util.Optional;

/// Makes a deny assignment, or replaces it. Azure makes them for itself only; here whoever may
/// write them makes them, at the same path. Nobody can lock itself out: the caller must stay able
/// to delete it.
public record PutDenyAssignment(
    Ports ports, TenantId tenant, ResourceId scope, AssignmentId id, Content wanted)
    implements Operation<PutDenyAssignment.Outcome> {
  /// Ours: each request is judged by all that stand at its scopes and bind its caller.
  public static final int MAX_DENIALS = 2_000;

  private static final int CREATED = 201;

  public record Ports(AccessStore access, DenyStore denials, Memberships memberships) {}

  public record Outcome(boolean created, DenyAssignment denial) {}

  @Override
  public String name() {
    return action().name();
  }

  @Override
  public Action action() {
    return AuthorizationActions.WRITE_DENIALS;
  }

  @Override
  public Target target() {
    return new Target.Resource(scope);
  }

  @Override
  public int status(Outcome outcome) {
    return outcome.created() ? CREATED : OK;
  }

  @Override
  public Outcome run(Work work) {
    RoleTable table = ports.access().table(work.tx());
    Optional<DenyAssignment> known = table.denial(tenant, id);
    table.refuseUnusable(tenant, scope);
    if (known.isPresent() && !known.get().scope().equals(scope)) {
      throw invalid(
          "DenyAssignmentUpdateNotPermitted",
          "The scope of a deny assignment cannot be changed. Delete it and make another.");
    } else if (known.isEmpty() && table.denials().size() >= MAX_DENIALS) {
      throw invalid(
          "DenyAssignmentLimitExceeded",
          "There are " + MAX_DENIALS + " deny assignments. Delete one first.");
    }
    String author = Stamps.author(work);
    Stamps stamps =
        known
            .map(DenyAssignment::stamps)
            .map(old -> new Stamps(old.createdOn(), old.createdBy(), work.now(), author))
            .orElseGet(() -> new Stamps(work.now(), author, work.now(), author));
    DenyAssignment denial = new DenyAssignment(id, tenant, scope, wanted, stamps);
    refuseLockOut(work, denial);
    ports.denials().save(work.tx(), work.approve(denial));
    return new Outcome(known.isEmpty(), denial);
  }

  private void refuseLockOut(Work work, DenyAssignment denial) {
    String delete = AuthorizationActions.DELETE_DENIALS.name();
    Ask ask =
        new Ask(Plane.CONTROL, delete, new BareFacts(delete, work.now()), _ -> true, Trace.OFF);
    if (work.caller().who() instanceof Who.Principal who
        && wanted.whom().binds(who.id(), ports.memberships().groupsOf(work.tx(), who))
        && Denial.of(denial).bars(ask)) {
      throw invalid(
          "DenyAssignmentLocksOut",
          "This would deny you '"
              + delete
              + "', so you could not take it back. Name yourself or a group of yours in"
              + " excludePrincipals, or that action in notActions.");
    }
  }

  private static Refused invalid(String code, String message) {
    return new Problem.Invalid(code, message).asException();
  }
}
