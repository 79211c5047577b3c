package dev.strongroom.locks;

import dev.strongroom.kernel.Access;
import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Action.Effect;
import dev.strongroom.kernel.Action.Plane;
import dev.strongroom.kernel.Caller.Who;
import dev.strongroom.kernel.Ports;
import dev.strongroom.kernel.Problem;
import dev.strongroom.kernel.Question;
import dev.strongroom.kernel.Sighting;
import dev.strongroom.kernel.Sighting.Bearing;
import dev.strongroom.kernel.Sighting.Kind;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Tx;
import dev.strongroom.model.ResourceId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/// An authoriser that also heeds locks, after rights: whoever may not do a thing learns nothing of
/// the locks on it. The server's own jobs are not bound.
public final class Locked implements Ports.Authorizer {
  private final Ports.Authorizer rights;
  private final LockStore store;

  public Locked(Ports.Authorizer rights, LockStore store) {
    this.rights = rights;
    this.store = store;
  }

  @Override
  public Access judge(Tx tx, Question question) {
    Access access = rights.judge(tx, question);
    Action action = question.action();
    boolean heeds =
        access.allowed()
            && question.caller().who() instanceof Who.Principal
            && action.effect() == Effect.WRITE
            && action.plane() == Plane.CONTROL
            && !action.name().startsWith(LockActions.PREFIX);
    return heeds && question.target() instanceof Target.Resource(ResourceId scope)
        ? objection(tx, question, scope).map(problem -> refused(access, problem)).orElse(access)
        : access;
  }

  private Optional<Problem> objection(Tx tx, Question question, ResourceId scope) {
    boolean delete = question.action().name().toLowerCase(Locale.ROOT).endsWith("/delete");
    List<Lock> locks = store.all(tx).stream().filter(lock -> binds(lock, delete, scope)).toList();
    locks.forEach(lock -> question.trace().saw(sighting(lock)));
    return locks.isEmpty() ? Optional.empty() : Optional.of(locked(delete, scope, locks));
  }

  /// What is deleted takes with it what lies below; what is changed does not.
  private static boolean binds(Lock lock, boolean delete, ResourceId scope) {
    return delete
        ? lock.scope().covers(scope) || scope.covers(lock.scope())
        : lock.level() == LockLevel.READ_ONLY && lock.scope().covers(scope);
  }

  private static Sighting sighting(Lock lock) {
    return new Sighting(
        Kind.LOCK,
        lock.resource().display(),
        Bearing.FORBIDS,
        "the lock is " + lock.level().wire());
  }

  private static Problem locked(boolean delete, ResourceId scope, List<Lock> locks) {
    String where =
        locks.stream()
            .map(lock -> "'" + lock.scope() + "'")
            .distinct()
            .collect(Collectors.joining(","));
    return new Problem.Conflict(
        "ScopeLocked",
        "The scope '"
            + scope
            + "' cannot perform "
            + (delete ? "delete" : "write")
            + " operation because following scope(s) are locked: "
            + where
            + ". Please remove the lock and try again.");
  }

  private static Access refused(Access access, Problem problem) {
    return new Access(access.resource(), access.model(), access.grantedBy(), Optional.of(problem));
  }
}
