package dev.strongroom.store;

import dev.strongroom.kernel.Tx;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/// A value compiled from rows, kept in memory while its generation stands: answers without disk in
/// memory and read sessions. `load` must look only at rows whose every change bumps `generation`. A
/// change that says which part it was about costs the reading of that part.
public final class Snapshot<T> {
  /// Several nodes see different moments for a while.
  private static final int KEPT = 3;

  /// Makes a value anew from what it was and from the rows of the named parts.
  @FunctionalInterface
  public interface Renewal<T> {
    T renew(SqlTx session, T before, Set<String> parts);
  }

  private record Held<T>(long mark, T value) {}

  private record Source<T>(Function<SqlTx, T> load, Optional<Renewal<T>> renewal) {}

  private final String generation;
  private final Source<T> source;
  private final ReentrantLock loading = new ReentrantLock();
  private volatile List<Held<T>> held = List.of();

  public Snapshot(String generation, Function<SqlTx, T> load) {
    this.generation = generation;
    this.source = new Source<>(load, Optional.empty());
  }

  /// @param renewal answers what `load` would, given the value as it was before the parts changed
  public Snapshot(String generation, Function<SqlTx, T> load, Renewal<T> renewal) {
    this.generation = generation;
    this.source = new Source<>(load, Optional.of(renewal));
  }

  public T get(Tx tx) {
    SqlTx session = SqlTx.of(tx);
    if (session.altered(generation)) {
      return session.loadPrivately(this, () -> current(session, session.mark(generation)));
    }
    long mark = session.mark(generation);
    for (Held<T> known : held) {
      if (known.mark() == mark) {
        return known.value();
      }
    }
    return session.inWrite() ? loaded(session, mark) : loadOnce(session);
  }

  /// One loads for all who ask meanwhile; otherwise a change of access would cost each request that
  /// is under way its own load. Whoever waits here has its connection, and so has whom it waits
  /// for: nobody waits in a circle.
  private T loadOnce(SqlTx session) {
    session.connect();
    loading.lock();
    try {
      long mark = session.mark(generation);
      for (Held<T> known : held) {
        if (known.mark() == mark) {
          return known.value();
        }
      }
      return loaded(session, mark);
    } finally {
      loading.unlock();
    }
  }

  private T loaded(SqlTx session, long mark) {
    T value = session.loadPrivately(this, () -> current(session, mark));
    if (session.mayShareAs(generation, mark)) {
      keep(new Held<>(mark, value));
    }
    return value;
  }

  private synchronized void keep(Held<T> newest) {
    List<Held<T>> all = new ArrayList<>(List.of(newest));
    held.stream().filter(one -> one.mark() != newest.mark()).forEach(all::add);
    held = List.copyOf(all.subList(0, Math.min(KEPT, all.size())));
  }

  /// As the session sees it: from what is held and the parts that have changed since, or from the
  /// beginning. What was read is of the moment of its first statement; when more was committed by
  /// then than the mark says, only reading everything makes no mixture.
  private T current(SqlTx session, long mark) {
    List<Held<T>> bases = held;
    if (source.renewal().isPresent() && !bases.isEmpty() && session.keepsUp(generation)) {
      List<History.Change> history = session.history(generation);
      for (Held<T> base : bases) {
        Parts parts = History.between(history, base.mark(), mark).and(session.altering(generation));
        if (!parts.all()) {
          T renewed = source.renewal().get().renew(session, base.value(), parts.names());
          return session.isStill(generation, mark) ? renewed : source.load().apply(session);
        }
      }
    }
    return source.load().apply(session);
  }
}
