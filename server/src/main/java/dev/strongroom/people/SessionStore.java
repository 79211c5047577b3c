package dev.strongroom.people;

import dev.strongroom.kernel.Approved;
import dev.strongroom.kernel.Tx;
import dev.strongroom.model.PrincipalId;
import dev.strongroom.trust.SecretBytes;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Where the sessions of browsers are kept.
public interface SessionStore {
  Optional<Session> session(Tx tx, SecretBytes cookie);

  /// Newest first.
  List<Session> sessionsOf(Tx tx, PrincipalId user);

  void add(Tx tx, Approved<Session> session);

  /// Replaces the methods.
  void update(Tx tx, Approved<Session> session);

  void delete(Tx tx, Approved<Session> session);

  int deleteSessionsBefore(Tx tx, Instant now);
}
