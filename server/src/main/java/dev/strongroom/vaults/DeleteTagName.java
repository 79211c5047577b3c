package dev.strongroom.vaults;

import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Action.Effect;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Problem;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Work;

/// Takes a predefined name with its values, or one value, away: not while anything carries it.
/// False when there was none.
public record DeleteTagName(TagNames names, PredefinedTag tag) implements Operation<Boolean> {
  public static final Action NAME =
      Action.control("Microsoft.Resources/subscriptions/tagNames/delete", Effect.WRITE);
  public static final Action VALUE =
      Action.control("Microsoft.Resources/subscriptions/tagNames/tagValues/delete", Effect.WRITE);

  private static final int OK = 200;
  private static final int NO_CONTENT = 204;

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
    if (names.resources().store().predefinedTag(work.tx(), tag).isEmpty()) {
      return false;
    }
    long used = names.uses(work, tag);
    if (used > 0) {
      throw new Problem.Conflict(
              tag.isName() ? "TagNameInUse" : "TagValueInUse",
              "The tag is carried " + used + " times. Take it away there first.")
          .asException();
    }
    return names.resources().store().removePredefinedTag(work.tx(), work.approve(tag));
  }

  @Override
  public int status(Boolean result) {
    return result ? OK : NO_CONTENT;
  }
}
