package dev.strongroom.provisioning;

import dev.strongroom.identity.Directory;
import dev.strongroom.identity.Membership;
import dev.strongroom.kernel.Problem;
import dev.strongroom.kernel.Refused;
import dev.strongroom.kernel.Work;
import dev.strongroom.model.PrincipalId;
import java.util.HashSet;
import java.util.Set;

/// The members of a provisioned group.
record GroupMembers(Provisioning provisioning, PrincipalId group) {
  /// Adds and removes what differs. A client can add only what it keeps itself: it cannot bring
  /// other people into its groups.
  void become(Work work, Set<PrincipalId> wanted) {
    Directory all = provisioning.directory().directory(work.tx());
    Provisions provisions = provisioning.store().provisions(work.tx());
    PrincipalId client = provisioning.home(work).client();
    Set<PrincipalId> before = new HashSet<>(all.membersOf(group));
    for (PrincipalId member : wanted) {
      if (!before.contains(member)) {
        if (member.equals(group) || provisions.find(client, member).isEmpty()) {
          throw notOwn(member);
        }
        provisioning
            .directory()
            .insertMembership(work.tx(), work.approve(new Membership(group, member)));
      }
    }
    before.removeAll(wanted);
    for (PrincipalId member : before) {
      provisioning
          .directory()
          .deleteMembership(work.tx(), work.approve(new Membership(group, member)));
    }
  }

  private static Refused notOwn(PrincipalId member) {
    return new Problem.Invalid(
            "invalidValue", "Member " + member + " is not one that this client provisions.")
        .asException();
  }
}
