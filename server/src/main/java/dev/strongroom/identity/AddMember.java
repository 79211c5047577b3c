package dev.strongroom.identity;

import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Work;
import dev.strongroom.model.PrincipalId;

/// Puts a principal into a group; effective at the member's next request.
public record AddMember(DirectoryStore store, PrincipalId group, PrincipalId member)
    implements Operation<Membership> {
  private static final int CREATED = 201;

  @Override
  public String name() {
    return "Add member to group";
  }

  @Override
  public Action action() {
    return DirectoryActions.WRITE_MEMBERS;
  }

  @Override
  public Target target() {
    return DirectoryActions.on("groups/" + group + "/members/" + member);
  }

  @Override
  public Membership run(Work work) {
    Directory directory = store.directory(work.tx());
    if (directory.principal(group).filter(Principal.Group.class::isInstance).isEmpty()) {
      throw DirectoryActions.notFound(group);
    }
    if (directory.principal(member).isEmpty()) {
      throw DirectoryActions.notFound(member);
    }
    Membership membership = new Membership(group, member);
    if (directory.memberships().contains(membership)) {
      throw DirectoryActions.invalid(
          "One or more added object references already exist for the following modified"
              + " properties: 'members'.");
    }
    store.insertMembership(work.tx(), work.approve(membership));
    return membership;
  }

  @Override
  public int status(Membership result) {
    return CREATED;
  }
}
