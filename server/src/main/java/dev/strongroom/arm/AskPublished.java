package dev.strongroom.arm;

import dev.strongroom.http.Response;
import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Action.Effect;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Work;

/// Something that is the same for everyone who may come in: a description of the server itself.
record AskPublished(String name, Response published) implements Operation<Response> {
  @Override
  public Action action() {
    return Action.open(name, Effect.READ);
  }

  @Override
  public Target target() {
    return new Target.Server();
  }

  @Override
  public Response run(Work work) {
    return published;
  }

  @Override
  public int status(Response result) {
    return result.status();
  }
}
