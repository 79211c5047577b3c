package dev.strongroom.people;

import dev.strongroom.identity.Principal.User;
import dev.strongroom.kernel.Assurance;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/// A browser's session with the user it belongs to.
public record SignedIn(Session session, User user) {
  public Set<String> methods() {
    return session.methods();
  }

  public boolean fresh(Instant now) {
    return new Assurance(Set.of(), Set.of(), Optional.of(session.signedIn()))
        .within(PeopleTimes.FRESH, now);
  }
}
