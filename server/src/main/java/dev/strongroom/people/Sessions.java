package dev.strongroom.people;

import dev.strongroom.identity.ForeignSignIns.Proven;
import dev.strongroom.identity.Principal.User;
import dev.strongroom.kernel.Work;
import dev.strongroom.trust.SecretBytes;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// Begins sessions. The cookie is always a new one: what a browser brought is never promoted.
final class Sessions {
  private static final int DEVICE_BYTES = 12;
  private final People people;

  Sessions(People people) {
    this.people = people;
  }

  /// Of somebody who showed something here, now.
  StartedSession begin(Work work, User user, Set<String> methods, Visitor visitor) {
    return begin(work, user, new Proven(user.id(), methods, work.now()), visitor);
  }

  StartedSession begin(Work work, User user, Proven proven, Visitor visitor) {
    SecretBytes cookie = Ticket.fresh(people.tools().random());
    Session session =
        new Session(
            people.newId(work),
            Ticket.hash(cookie),
            user.id(),
            proven.methods(),
            proven.at(),
            work.now().plus(PeopleTimes.SESSION),
            visitor.address(),
            visitor.shownAgent());
    makeRoom(work, user);
    people.sessions().add(work.tx(), work.approve(session));
    work.note("userId", user.id().toString());
    work.note("sessionId", session.id().toString());
    work.note("methods", String.join(" ", new TreeSet<>(proven.methods())));
    return new StartedSession(session, cookie, device(work, user, visitor));
  }

  private void makeRoom(Work work, User user) {
    List<Session> held = people.sessions().sessionsOf(work.tx(), user.id());
    for (int i = PeopleTimes.MAX_SESSIONS - 1; i < held.size(); i += 1) {
      people.sessions().delete(work.tx(), work.approve(held.get(i)));
    }
  }

  private String device(Work work, User user, Visitor visitor) {
    String id =
        visitor
            .device()
            .filter(known -> known.user().equals(user.id()))
            .map(Visitor.KnownDevice::id)
            .orElseGet(this::newDevice);
    return new Progress(people.tools().forms()).ofDevice(user.id(), id, work.now());
  }

  private String newDevice() {
    byte[] bytes = new byte[DEVICE_BYTES];
    people.tools().random().nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}
