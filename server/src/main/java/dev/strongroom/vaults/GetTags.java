package dev.strongroom.vaults;

import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Action.Effect;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Work;
import dev.strongroom.model.Tags;

/// The tags of a resource group or resource.
public record GetTags(TagPlace place) implements Operation<Tags> {
  public static final Action ACTION = Action.control("Microsoft.Resources/tags/read", Effect.READ);

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
    return new Target.Resource(place.resource());
  }

  @Override
  public Tags run(Work work) {
    return place.tags(work);
  }
}
