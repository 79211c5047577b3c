package dev.strongroom.vaults;

import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Action.Effect;
import dev.strongroom.kernel.Caller.Who;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Work;
import dev.strongroom.model.TenantId;
import java.util.List;

/// The tenants of the caller: the one its token was issued by.
public record ListTenants() implements Operation<List<TenantId>> {
  public static final Action ACTION = Action.open("Microsoft.Resources/tenants/read", Effect.READ);

  @Override
  public String name() {
    return ACTION.name();
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
  public List<TenantId> run(Work work) {
    return work.caller().who() instanceof Who.Principal who ? List.of(who.tenant()) : List.of();
  }
}
