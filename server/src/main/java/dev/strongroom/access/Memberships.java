package dev.strongroom.access;

import dev.strongroom.kernel.Caller;
import dev.strongroom.kernel.Caller.Who;
import dev.strongroom.kernel.Tx;
import dev.strongroom.model.PrincipalId;
import java.util.LinkedHashSet;
import java.util.Set;

/// Which groups a principal is in. The directory answers it.
@FunctionalInterface
public interface Memberships {
  /// Every group that `principal` belongs to, directly or through other groups. The answer follows
  /// each change of the directory at the next request; while nothing changes it should be the same
  /// object, because the authoriser compares it on every request.
  Set<PrincipalId> groupsOf(Tx tx, PrincipalId principal);

  /// The same of a principal that `caller` asks about, which may be the caller itself.
  default Set<PrincipalId> groupsOf(Tx tx, Caller caller, PrincipalId principal) {
    return caller.who() instanceof Who.Principal who && who.id().equals(principal)
        ? groupsOf(tx, who)
        : groupsOf(tx, principal);
  }

  /// The same of a caller, with the groups that its token's issuer puts it in, and the groups that
  /// those are in.
  default Set<PrincipalId> groupsOf(Tx tx, Who.Principal who) {
    Set<PrincipalId> own = groupsOf(tx, who.id());
    Set<PrincipalId> said = who.foreign().map(Caller.Foreign::groups).orElse(Set.of());
    if (said.isEmpty()) {
      return own;
    }
    Set<PrincipalId> all = new LinkedHashSet<>(own);
    for (PrincipalId group : said) {
      all.add(group);
      all.addAll(groupsOf(tx, group));
    }
    return all;
  }
}
