package dev.strongroom.locks;

import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Problem;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Work;
import java.util.List;
import java.util.regex.Pattern;

/// Makes a lock or replaces it.
public record PutLock(LockStore store, Lock lock) implements Operation<PutLock.Saved> {
  /// Azure's limits.
  public static final int MAX_AT_SCOPE = 20;

  public static final int MAX_NAME = 260;
  public static final int MAX_NOTES = 512;
  public static final int MAX_OWNERS = 20;

  private static final int CREATED = 201;
  private static final Pattern NAME = Pattern.compile("[^<>%&:\\\\?/\\p{Cntrl}]+");

  public record Saved(boolean created, Lock lock) {}

  @Override
  public String name() {
    return action().name();
  }

  @Override
  public Action action() {
    return LockActions.WRITE;
  }

  @Override
  public Target target() {
    return new Target.Resource(lock.scope());
  }

  @Override
  public int status(Saved saved) {
    return saved.created() ? CREATED : OK;
  }

  @Override
  public Saved run(Work work) {
    check(lock.name().length() <= MAX_NAME && NAME.matcher(lock.name()).matches(), nameRule());
    check(lock.notes().map(String::length).orElse(0) <= MAX_NOTES, notesRule());
    check(lock.owners().size() <= MAX_OWNERS, "A lock has at most " + MAX_OWNERS + " owners.");
    if (!store.lockable(work.tx(), lock.scope())) {
      throw new Problem.ResourceNotFound(
              "ResourceNotFound", "The scope '" + lock.scope() + "' was not found.")
          .asException();
    }
    List<Lock> here =
        store.all(work.tx()).stream().filter(at -> at.scope().equals(lock.scope())).toList();
    boolean created = here.stream().noneMatch(at -> at.isNamed(lock.name()));
    check(
        !created || here.size() < MAX_AT_SCOPE,
        "There are " + MAX_AT_SCOPE + " locks at '" + lock.scope() + "'. Delete one first.");
    store.save(work.tx(), work.approve(lock));
    return new Saved(created, lock);
  }

  private static String nameRule() {
    return "The name of a lock has 1 to " + MAX_NAME + " characters and none of <>%&:\\?/.";
  }

  private static String notesRule() {
    return "The notes of a lock have at most " + MAX_NOTES + " characters.";
  }

  private static void check(boolean holds, String rule) {
    if (!holds) {
      throw new Problem.Invalid("InvalidLock", rule).asException();
    }
  }
}
