package dev.strongroom.vaults;

import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Action.Effect;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Work;
import dev.strongroom.model.ResourceId;
import dev.strongroom.model.SubscriptionId;
import dev.strongroom.vaults.ResourceKind.Listed;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The resources of every kind in a subscription or in one resource group: of each kind those that
/// the caller may read, kind after kind.
public record ListResources(
    Resources resources,
    List<ResourceKind> kinds,
    SubscriptionId subscription,
    Optional<GroupName> group,
    PageRequest page)
    implements Operation<Page<Listed>> {
  public static final Action ACTION =
      Action.open("Microsoft.Resources/subscriptions/resources/read", Effect.READ);

  /// Where a page ends: the kind's name and the resource's key. No kind's name has this in it.
  private static final String OF = "|";

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
    return new Target.Resource(scope());
  }

  @Override
  public Page<Listed> run(Work work) {
    resources.reading().admit(work, ACTION, scope());
    if (group.isPresent()) {
      resources.group(work.tx(), subscription, group.get());
    } else {
      resources.subscription(work.tx(), subscription);
    }
    Page<Listed> found = Page.cut(found(work), size(), ListResources::place);
    return new Page<>(
        kinds.stream().flatMap(kind -> readable(work, kind, found).stream()).toList(),
        found.next());
  }

  private List<Listed> readable(Work work, ResourceKind kind, Page<Listed> found) {
    Page<Listed> ofKind = found.only(one -> one.type().equals(kind.type()));
    return resources.reading().readable(work, kind.read(), scope(), ofKind, Listed::id).items();
  }

  /// One more than the page holds, if there are as many.
  private List<Listed> found(Work work) {
    List<Listed> found = new ArrayList<>();
    Optional<String> after = page.after();
    for (ResourceKind kind : kinds) {
      boolean passed = after.filter(last -> !last.startsWith(kind.type() + OF)).isPresent();
      if (!passed && found.size() <= size()) {
        Optional<String> key = after.map(last -> last.substring(last.indexOf(OF) + 1));
        PageRequest rest = new PageRequest(size() + 1 - found.size(), key);
        found.addAll(kind.list(work.tx(), subscription, group, rest));
        after = Optional.empty();
      }
    }
    return found;
  }

  /// One less than the most, so that one more can be asked for.
  private int size() {
    return Math.min(page.size(), PageRequest.MAX_SIZE - 1);
  }

  private static String place(Listed last) {
    return last.type() + OF + last.key();
  }

  private ResourceId scope() {
    return group
        .map(name -> ResourceId.resourceGroup(subscription, name.display()))
        .orElse(ResourceId.subscription(subscription));
  }
}
