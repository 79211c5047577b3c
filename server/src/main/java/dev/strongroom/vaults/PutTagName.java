package dev.strongroom.vaults;

import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Action.Effect;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Problem;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Work;
import java.util.Optional;

/// Predefines a name for tags, or a value for a name that is there.
public record PutTagName(Resources resources, PredefinedTag tag)
    implements Operation<PutTagName.Done> {
  /// Names and values of one subscription together.
  public static final int MAX_PREDEFINED = 10_000;

  /// @param tag as it is spelt where it is kept
  public record Done(boolean created, PredefinedTag tag) {}

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
  public Done run(Work work) {
    var _ = resources.subscription(work.tx(), tag.subscription());
    Optional<PredefinedTag> known = resources.store().predefinedTag(work.tx(), tag);
    if (known.isPresent()) {
      return new Done(false, known.get());
    }
    PredefinedTag added =
        tag.isName() ? tag : new PredefinedTag(tag.subscription(), spelling(work), tag.value());
    if (resources.store().countPredefinedTags(work.tx(), tag.subscription()) >= MAX_PREDEFINED) {
      throw TagNames.exceeded(
          "has " + MAX_PREDEFINED + " predefined names and values of tags already");
    }
    return new Done(resources.store().addPredefinedTag(work.tx(), work.approve(added)), added);
  }

  /// Of the name, which is there first.
  private String spelling(Work work) {
    return resources
        .store()
        .predefinedTag(work.tx(), tag.nameAlone())
        .orElseThrow(() ->
            new Problem.ResourceNotFound(
                    "TagNotFound",
                    "The tag '" + tag.name() + "' is not found. Create the name first.")
                .asException())
        .name();
  }

  @Override
  public int status(Done result) {
    return result.created() ? CREATED : OK;
  }
}
