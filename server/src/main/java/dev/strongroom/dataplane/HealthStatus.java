package dev.strongroom.dataplane;

import dev.strongroom.http.Response;
import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Action.Effect;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Work;

/// Whether the server answers; for load balancers, and for clients that look at the network they
/// come from.
record HealthStatus() implements Operation<Response> {
  private static final Action ACTION =
      Action.open("Microsoft.KeyVault/healthstatus/read", Effect.READ);

  @Override
  public String name() {
    return "HealthStatus";
  }

  @Override
  public Action action() {
    return ACTION;
  }

  @Override
  public Target target() {
    return new Target.Server();
  }

  @Override
  public Response run(Work work) {
    return Response.of(OK);
  }
}
