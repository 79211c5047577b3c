package dev.strongroom.http;

import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Preview;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Traits;
import dev.strongroom.kernel.Tx;
import dev.strongroom.kernel.Work;
import java.util.function.Function;

/// An operation together with how its result is written. The answer is made inside the transaction,
/// so what cannot be written is not committed, and the audit record knows the status.
public record Bound<R>(Operation<R> operation, Function<R, Response> write)
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
    return operation.preparation(preview);
  }

  @Override
  public Response run(Work work) {
    return write.apply(operation.run(work));
  }

  @Override
  public int status(Response result) {
    return result.status();
  }
}
