package dev.strongroom.vaults;

import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Action.Effect;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Problem;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Work;
import dev.strongroom.model.ResourceId;
import dev.strongroom.model.SubscriptionId;
import dev.strongroom.model.Tags;
import java.util.Optional;

/// Creates a resource group or replaces its tags. Its location is fixed when it is made.
public record CreateOrUpdateResourceGroup(
    Resources resources, SubscriptionId subscription, GroupName group, GroupDraft draft)
    implements Operation<SavedGroup> {
  public static final Action ACTION =
      Action.control("Microsoft.Resources/subscriptions/resourceGroups/write", Effect.WRITE);

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
    return new Target.Resource(ResourceId.resourceGroup(subscription, group.display()));
  }

  @Override
  public SavedGroup run(Work work) {
    resources.subscription(work.tx(), subscription);
    String location = resources.locations().require(draft.location(), ResourceGroup.TYPE);
    Optional<ResourceGroup> existing = resources.store().lockGroup(work.tx(), subscription, group);
    existing
        .filter(old -> !old.location().equals(location))
        .ifPresent(old -> {
          throw elsewhere(old, location);
        });
    ResourceGroup saved =
        new ResourceGroup(
            subscription,
            existing.map(ResourceGroup::name).orElse(group),
            location,
            ResourceTags.checked(draft.tags().orElse(Tags.NONE)),
            draft.managedBy());
    resources.store().saveGroup(work.tx(), work.approve(saved));
    return new SavedGroup(saved, existing.isEmpty());
  }

  private static RuntimeException elsewhere(ResourceGroup old, String wanted) {
    return new Problem.Conflict(
            "InvalidResourceGroupLocation",
            "Invalid resource group location '"
                + wanted
                + "'. The Resource group already exists in location '"
                + old.location()
                + "'.")
        .asException();
  }
}
