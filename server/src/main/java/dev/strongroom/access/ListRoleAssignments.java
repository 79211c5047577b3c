package dev.strongroom.access;

import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Work;
import dev.strongroom.model.AssignmentId;
import dev.strongroom.model.PrincipalId;
import dev.strongroom.model.ResourceId;
import dev.strongroom.model.TenantId;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Lists assignments as seen from a scope, in the order of their ids, a page at a time.
public record ListRoleAssignments(Ports ports, TenantId tenant, ResourceId scope, Wanted wanted)
    implements Operation<ListRoleAssignments.Page> {
  public static final int PAGE_SIZE = 500;

  public record Ports(AccessStore store, Memberships memberships) {}

  /// @param after the last id of the page before
  public record Wanted(AssignmentFilter filter, Optional<AssignmentId> after) {}

  /// @param next where the next page begins; empty on the last
  public record Page(List<RoleAssignment> assignments, Optional<AssignmentId> next) {}

  @Override
  public String name() {
    return action().name();
  }

  @Override
  public Action action() {
    return AuthorizationActions.READ_ASSIGNMENTS;
  }

  @Override
  public Target target() {
    return new Target.Resource(scope);
  }

  @Override
  public Page run(Work work) {
    RoleTable table = ports.store().table(work.tx());
    Optional<Set<PrincipalId>> holders =
        wanted.filter().assignedTo().map(id -> withGroups(work, id));
    List<RoleAssignment> found =
        table.assignments().stream()
            .filter(one ->
                isSeen(table.hierarchy(), one)
                    && one.details().window().includes(work.now())
                    && holders.map(ids -> ids.contains(one.grant().principal())).orElse(true))
            .sorted(Comparator.comparing(one -> one.id().toString()))
            .limit(PAGE_SIZE + 1L)
            .toList();
    if (found.size() <= PAGE_SIZE) {
      return new Page(found, Optional.empty());
    }
    List<RoleAssignment> page = found.subList(0, PAGE_SIZE);
    return new Page(page, Optional.of(page.getLast().id()));
  }

  private boolean isSeen(Hierarchy hierarchy, RoleAssignment one) {
    boolean inScope =
        hierarchy.covers(tenant, one.scope(), scope)
            || (!wanted.filter().atScope() && hierarchy.covers(tenant, scope, one.scope()));
    boolean behind =
        wanted.after().map(last -> one.id().toString().compareTo(last.toString()) > 0).orElse(true);
    return inScope
        && behind
        && one.grant().tenant().equals(tenant)
        && wanted.filter().principal().map(one.grant().principal()::equals).orElse(true);
  }

  private Set<PrincipalId> withGroups(Work work, PrincipalId id) {
    Set<PrincipalId> ids =
        new HashSet<>(ports.memberships().groupsOf(work.tx(), work.caller(), id));
    ids.add(id);
    return ids;
  }
}
