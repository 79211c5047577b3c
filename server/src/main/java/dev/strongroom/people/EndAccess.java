package dev.strongroom.people;

import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Work;
import dev.strongroom.model.CredentialId;
import dev.strongroom.trust.SecretBytes;
import java.util.List;
import java.util.Optional;

/// Somebody ends one of their own sessions, or what an application holds. Signing out is ending the
/// session one is in.
public record EndAccess(People people, SecretBytes cookie, Optional<CredentialId> id)
    implements Operation<Boolean> {
  @Override
  public String name() {
    return "EndAccess";
  }

  @Override
  public Action action() {
    return PeopleActions.WRITE_OWN;
  }

  @Override
  public Target target() {
    return new Target.Server();
  }

  @Override
  public Boolean run(Work work) {
    SignedIn me = people.require(work, cookie);
    CredentialId ended = id.orElse(me.session().id());
    work.note("ended", ended.toString());
    List<Session> sessions = people.sessions().sessionsOf(work.tx(), me.user().id());
    List<AppGrant> grants = people.grants().grantsOf(work.tx(), me.user().id());
    for (Session session : sessions) {
      if (session.id().equals(ended)) {
        people.sessions().delete(work.tx(), work.approve(session));
        return true;
      }
    }
    for (AppGrant grant : grants) {
      if (grant.id().equals(ended)) {
        people.grants().delete(work.tx(), work.approve(grant));
        return true;
      }
    }
    return false;
  }
}
