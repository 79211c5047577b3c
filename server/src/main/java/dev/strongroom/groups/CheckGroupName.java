package dev.strongroom.groups;

import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Work;
import dev.strongroom.model.TenantId;
import java.util.Optional;

/// Whether a management group can have this name. Names are unique on the server, so the question
/// takes a right at the tenant's root group.
public record CheckGroupName(Groups groups, TenantId tenant, String wanted)
    implements Operation<CheckGroupName.Answer> {
  public enum Answer {
    FREE,
    TAKEN,
    INVALID
  }

  @Override
  public String name() {
    return action().name();
  }

  @Override
  public Action action() {
    return Groups.CHECK_NAME;
  }

  @Override
  public Target target() {
    return new Target.Resource(GroupId.rootOf(tenant).scope());
  }

  @Override
  public Answer run(Work work) {
    Optional<GroupId> id = GroupId.parse(wanted);
    if (id.isEmpty()) {
      return Answer.INVALID;
    }
    return groups.store().tree(work.tx()).isTaken(id.get()) ? Answer.TAKEN : Answer.FREE;
  }
}
