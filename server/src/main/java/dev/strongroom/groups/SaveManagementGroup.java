package dev.strongroom.groups;

import dev.strongroom.groups.ManagementGroup.Change;
import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Caller.Who;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Problem;
import dev.strongroom.kernel.Refused;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Work;
import dev.strongroom.model.TenantId;
import java.util.Optional;

/// Makes a management group, or changes its display name or its parent.
public record SaveManagementGroup(Groups groups, GroupId id, SaveManagementGroup.Wanted wanted)
    implements Operation<GetManagementGroup.Found> {
  /// Azure's limit.
  public static final int MAX_DISPLAY_NAME = 90;

  /// @param mustExist a PATCH
  public record Wanted(Optional<String> displayName, Optional<GroupId> parent, boolean mustExist) {
    public Wanted {
      if (displayName
          .filter(name -> name.isBlank() || name.length() > MAX_DISPLAY_NAME)
          .isPresent()) {
        throw Groups.invalid(
            "InvalidDisplayName",
            "The display name of a management group has 1 to " + MAX_DISPLAY_NAME + " characters.");
      }
    }
  }

  @Override
  public String name() {
    return action().name();
  }

  @Override
  public Action action() {
    return Groups.WRITE;
  }

  @Override
  public Target target() {
    return new Target.Resource(wanted.parent().orElse(id).scope());
  }

  @Override
  public GetManagementGroup.Found run(Work work) {
    TenantId tenant = Groups.tenant(work);
    Tree tree = groups.store().tree(work.tx());
    Optional<ManagementGroup> known = tree.find(tenant, id);
    if (known.isEmpty() && (wanted.mustExist() || tree.isTaken(id))) {
      throw wanted.mustExist() ? id.notFound() : taken();
    }
    ManagementGroup saved =
        known.isPresent() ? changed(work, tree, known.get()) : made(work, tree, tenant);
    groups.store().save(work.tx(), work.approve(saved));
    return new GetManagementGroup.Found(groups.store().tree(work.tx()), saved);
  }

  private ManagementGroup made(Work work, Tree tree, TenantId tenant) {
    if (tree.size(tenant) >= Groups.MAX_GROUPS) {
      throw Groups.invalid(
          "ManagementGroupLimitExceeded",
          "There are " + Groups.MAX_GROUPS + " management groups. Delete one first.");
    }
    GroupId parent = wanted.parent().orElse(GroupId.rootOf(tenant));
    ManagementGroup group =
        new ManagementGroup(
            id,
            tenant,
            wanted.displayName().orElse(id.display()),
            Optional.of(tree.existing(tenant, parent).id()),
            change(work, 1));
    refuseTooDeep(tree, group, 1);
    return group;
  }

  private ManagementGroup changed(Work work, Tree tree, ManagementGroup known) {
    groups.demand(work, action().name(), known.resource());
    Optional<GroupId> parent = known.parent();
    ManagementGroup changed =
        new ManagementGroup(
            known.id(),
            known.tenant(),
            wanted.displayName().orElse(known.displayName()),
            parent.isEmpty() ? parent : wanted.parent().or(() -> parent),
            change(work, known.change().version() + 1));
    if (parent.isEmpty() && wanted.parent().isPresent()) {
      throw Groups.invalid(
          "CannotMoveRootManagementGroup", "The tenant's root group has no parent.");
    } else if (!changed.parent().equals(parent)) {
      ManagementGroup target = tree.existing(known.tenant(), changed.parent().orElseThrow());
      if (target.id().equals(id)
          || tree.above(target).stream().anyMatch(one -> one.id().equals(id))) {
        throw Groups.invalid(
            "CircularManagementGroups", "A management group cannot be moved below itself.");
      }
      groups.admitMove(work, known.resource(), parent.orElseThrow());
      refuseTooDeep(tree, changed, tree.height(known));
    }
    return changed;
  }

  private static void refuseTooDeep(Tree tree, ManagementGroup group, int height) {
    if (tree.above(group).size() - 1 + height > Groups.MAX_LEVELS) {
      throw Groups.invalid(
          "ManagementGroupHierarchyTooDeep",
          "There may be "
              + Groups.MAX_LEVELS
              + " levels of management groups below the root group.");
    }
  }

  private static Change change(Work work, int version) {
    String by = work.caller().who() instanceof Who.Principal who ? who.id().toString() : "";
    return new Change(version, work.now(), by);
  }

  private Refused taken() {
    return new Problem.Conflict(
            "ManagementGroupNameTaken",
            "The management group name '" + id + "' is taken on this server. Use another.")
        .asException();
  }
}
