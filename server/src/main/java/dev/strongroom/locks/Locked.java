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
  /// What hangs on a scope, and takes nothing below it along when it is deleted: a role taken away
  /// at a subscription leaves a locked vault in it alone.
  private static final List<String> BESIDE =
      List.of(
          "microsoft.authorization/",
          "microsoft.resources/tags/",
          "microsoft.resources/subscriptions/tagnames/");

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
    String action = question.action().name().toLowerCase(Locale.ROOT);
    boolean delete = action.endsWith("/delete");
    boolean whole = delete && BESIDE.stream().noneMatch(action::startsWith);
    List<Lock> locks =
        store.all(tx).stream().filter(lock -> binds(lock, delete, whole, scope)).toList();
    locks.forEach(lock -> question.trace().saw(sighting(lock)));
    return locks.isEmpty() ? Optional.empty() : Optional.of(locked(delete, scope, locks));
  }

  /// What is deleted takes with it what lies below; what is changed does not.
  ///
  /// @param whole the scope goes itself, not what hangs on it
  private static boolean binds(Lock lock, boolean delete, boolean whole, ResourceId scope) {
    return whole && scope.covers(lock.scope())
        || lock.scope().covers(scope) && (delete || lock.level() == LockLevel.READ_ONLY);
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
