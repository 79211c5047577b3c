package dev.strongroom.identity;

import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Work;
import dev.strongroom.model.PrincipalId;

/// Takes a principal out of a group; effective at the member's next request.
public record RemoveMember(DirectoryStore store, PrincipalId group, PrincipalId member)
    implements Operation<Membership> {

  @Override
  public String name() {
    return "Remove member from group";
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
    Membership membership = new Membership(group, member);
    if (!store.directory(work.tx()).memberships().contains(membership)) {
      throw DirectoryActions.notFound(member);
    }
    store.deleteMembership(work.tx(), work.approve(membership));
    return membership;
  }
}
