package dev.strongroom.dataplane;

import dev.strongroom.dataplane.Tariff.Cost;
import dev.strongroom.http.Response;
import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.NotInMemory;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Preview;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Traits;
import dev.strongroom.kernel.Tx;
import dev.strongroom.kernel.Work;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/// An operation that counts once before it does anything, however often it is tried: after the
/// caller was judged, so that nobody uses up what others may have, and before a key is made.
///
/// @param meters throws [dev.strongroom.kernel.Problem.Throttled] when they are full
record Metered(
    Operation<Response> operation, Tariff tariff, Consumer<Cost> meters, AtomicBoolean counted)
    implements Operation<Response> {
  @Override
  public String name() {
    return operation.name();
  }

  @Override
  public Action action() {
    return operation.action();
  }

  @Override
  public Target target() {
    return operation.target();
  }

  @Override
  public Traits traits(Tx tx) {
    return operation.traits(tx);
  }

  @Override
  public Runnable preparation(Preview preview) {
    count(preview.tx());
    return operation.preparation(preview);
  }

  @Override
  public Response run(Work work) {
    count(work.tx());
    return operation.run(work);
  }

  @Override
  public int status(Response result) {
    return operation.status(result);
  }

  /// What memory cannot answer is asked a second time, as another operation: so not there.
  private void count(Tx tx) {
    if (!tx.session().mayWait()) {
      throw NotInMemory.SIGNAL;
    }
    if (!counted.get()) {
      Cost cost = tariff.of(tx, operation);
      counted.set(true);
      meters.accept(cost);
    }
  }
}
