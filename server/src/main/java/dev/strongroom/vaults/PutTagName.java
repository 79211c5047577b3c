package dev.strongroom.vaults;

import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Action.Effect;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Problem;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Work;

/// Predefines a name for tags, or a value for a name that is there. True when it is new.
public record PutTagName(Resources resources, PredefinedTag tag) implements Operation<Boolean> {
  public static final Action NAME =
      Action.control("Microsoft.Resources/subscriptions/tagNames/write", Effect.WRITE);
  public static final Action VALUE =
      Action.control("Microsoft.Resources/subscriptions/tagNames/tagValues/write", Effect.WRITE);

  private static final int CREATED = 201;
  private static final int OK = 200;

  @Override
  public String name() {
    return action().name();
  }

  @Override
  public Action action() {
    return tag.isName() ? NAME : VALUE;
  }

  @Override
  public Target target() {
    return new Target.Resource(tag.scope());
  }

  @Override
  public Boolean run(Work work) {
    var _ = resources.subscription(work.tx(), tag.subscription());
    boolean known =
        tag.isName()
            || resources.store().predefinedTags(work.tx(), tag.subscription()).stream()
                .anyMatch(one -> one.name().equalsIgnoreCase(tag.name()));
    if (!known) {
      throw new Problem.ResourceNotFound(
              "TagNotFound", "The tag '" + tag.name() + "' is not found. Create the name first.")
          .asException();
    }
    return resources.store().addPredefinedTag(work.tx(), work.approve(tag));
  }

  @Override
  public int status(Boolean result) {
    return result ? CREATED : OK;
  }
}
