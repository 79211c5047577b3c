package dev.strongroom.portal;

import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Action.Effect;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Work;

/// Shows a static page to anyone.
record ShowPage(String page) implements Operation<String> {
  private static final Action ACTION = Action.open("Strongroom.Portal/pages/read", Effect.READ);

  @Override
  public String name() {
    return "PortalPage";
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
  public String run(Work work) {
    return page;
  }
}
