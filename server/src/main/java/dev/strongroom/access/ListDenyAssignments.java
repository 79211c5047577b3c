package dev.strongroom.access;

import dev.strongroom.access.DenyAssignment.Subject;
import dev.strongroom.access.DenyAssignment.Whom;
import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Work;
import dev.strongroom.model.PrincipalId;
import dev.strongroom.model.ResourceId;
import dev.strongroom.model.TenantId;
import java.util.List;
import java.util.Optional;

/// Lists deny assignments as seen from a scope: those at it, above and below it.
public record ListDenyAssignments(Ports ports, TenantId tenant, ResourceId scope, Filter filter)
    implements Operation<List<DenyAssignment>> {
  public record Ports(AccessStore store, Memberships memberships) {}

  /// @param name `denyAssignmentName eq`
  /// @param principal `principalId eq`: named as denied
  /// @param anywhere `gdprExportPrincipalId eq`: named as denied or excluded
  /// @param assignedTo bound by it, itself or through a group
  public record Filter(
      boolean atScope,
      Optional<String> name,
      Optional<PrincipalId> principal,
      Optional<PrincipalId> anywhere,
      Optional<PrincipalId> assignedTo) {
    private static final Filter NONE =
        new Filter(false, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    public static Filter parse(String filter) {
      Filter found = NONE;
      for (FilterTerm term : FilterTerm.parse(filter)) {
        found = found.and(term, filter);
      }
      return found;
    }

    private Filter and(FilterTerm term, String filter) {
      return switch (term.name()) {
        case "atscope" -> new Filter(true, name, principal, anywhere, assignedTo);
        case "denyassignmentname" ->
            new Filter(atScope, term.value(), principal, anywhere, assignedTo);
        case "principalid" ->
            new Filter(atScope, name, AssignmentFilter.id(term, filter), anywhere, assignedTo);
        case "gdprexportprincipalid" ->
            new Filter(atScope, name, principal, AssignmentFilter.id(term, filter), assignedTo);
        case "assignedto" ->
            new Filter(atScope, name, principal, anywhere, AssignmentFilter.id(term, filter));
        default -> throw FilterTerm.notUnderstood(filter);
      };
    }
  }

  @Override
  public String name() {
    return action().name();
  }

  @Override
  public Action action() {
    return AuthorizationActions.READ_DENIALS;
  }

  @Override
  public Target target() {
    return new Target.Resource(scope);
  }

  @Override
  public List<DenyAssignment> run(Work work) {
    RoleTable table = ports.store().table(work.tx());
    return table.denials().stream()
        .filter(one -> one.tenant().equals(tenant) && isSeen(table.hierarchy(), one.scope()))
        .filter(one -> shows(work, one))
        .toList();
  }

  private boolean isSeen(Hierarchy hierarchy, ResourceId at) {
    return hierarchy.covers(tenant, at, scope)
        || (!filter.atScope() && hierarchy.covers(tenant, scope, at));
  }

  private boolean shows(Work work, DenyAssignment one) {
    Whom whom = one.content().whom();
    return filter.name().map(one.content().name()::equalsIgnoreCase).orElse(true)
        && filter.principal().map(id -> names(whom.principals(), id)).orElse(true)
        && filter
            .anywhere()
            .map(id -> names(whom.principals(), id) || names(whom.excluded(), id))
            .orElse(true)
        && filter
            .assignedTo()
            .map(id -> whom.binds(id, ports.memberships().groupsOf(work.tx(), work.caller(), id)))
            .orElse(true);
  }

  private static boolean names(List<Subject> subjects, PrincipalId id) {
    return subjects.stream().anyMatch(one -> one.id().equals(id));
  }
}
