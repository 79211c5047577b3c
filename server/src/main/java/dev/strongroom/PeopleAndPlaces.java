package dev.strongroom;

import dev.strongroom.access.PrincipalType;
import dev.strongroom.elevation.Named;
import dev.strongroom.elevation.Surroundings;
import dev.strongroom.identity.Principal;
import dev.strongroom.kernel.Tx;
import dev.strongroom.model.PrincipalId;
import dev.strongroom.model.ResourceId;
import dev.strongroom.model.SubscriptionId;
import dev.strongroom.model.TenantId;
import dev.strongroom.store.DirectorySql;
import dev.strongroom.store.ResourceSql;
import dev.strongroom.store.VaultSql;
import dev.strongroom.vaults.GroupName;
import dev.strongroom.vaults.PageRequest;
import dev.strongroom.vaults.ResourceGroup;
import dev.strongroom.vaults.Subscription;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What the directory and the resources tell the feature that gives access for a time.
public final class PeopleAndPlaces implements Surroundings {
  private static final PageRequest CHILDREN =
      new PageRequest(PageRequest.MAX_SIZE, Optional.empty());

  private final DirectorySql directory;
  private final ResourceSql resources;
  private final VaultSql vaults;

  public PeopleAndPlaces(DirectorySql directory, ResourceSql resources, VaultSql vaults) {
    this.directory = directory;
    this.resources = resources;
    this.vaults = vaults;
  }

  @Override
  public Optional<PrincipalType> typeOf(Tx tx, TenantId tenant, PrincipalId id) {
    return directory.typeOf(tx, tenant, id);
  }

  /// A principal that only an external issuer knows is taken to be there.
  @Override
  public boolean isEnabled(Tx tx, PrincipalId id) {
    return directory.directory(tx).principal(id).map(Principal::enabled).orElse(true);
  }

  @Override
  public boolean canAct(Tx tx, TenantId tenant, PrincipalId id) {
    return directory.canAct(tx, tenant, id);
  }

  @Override
  public Set<PrincipalId> groupsOf(Tx tx, PrincipalId id) {
    return directory.groupsOf(tx, id);
  }

  @Override
  public Optional<Named> principal(Tx tx, PrincipalId id) {
    return directory.directory(tx).principal(id).map(PeopleAndPlaces::named);
  }

  @Override
  public Named scope(Tx tx, ResourceId scope) {
    Optional<SubscriptionId> subscription = subscriptionOf(scope);
    Optional<String> provider = scope.segment("providers");
    if (subscription.isEmpty()) {
      return new Named(scope.display(), "root", Optional.empty());
    } else if (provider.isPresent()) {
      String[] parts = scope.display().split("/", -1);
      String type = provider.get() + "/" + parts[Math.max(0, parts.length - 2)];
      return new Named(scope.lastSegment(), type, Optional.empty());
    } else if (scope.segment("resourceGroups").isPresent()) {
      return new Named(scope.lastSegment(), "resourcegroup", Optional.empty());
    }
    String name =
        resources
            .subscription(tx, subscription.get())
            .map(Subscription::displayName)
            .orElse(scope.lastSegment());
    return new Named(name, "subscription", Optional.empty());
  }

  @Override
  public List<ResourceId> childrenOf(Tx tx, TenantId tenant, ResourceId scope) {
    Optional<SubscriptionId> subscription = subscriptionOf(scope);
    if (scope.equals(ResourceId.ROOT)) {
      return resources.subscriptions(tx).stream()
          .filter(one -> one.tenant().equals(tenant))
          .map(Subscription::resource)
          .toList();
    } else if (subscription.isEmpty() || scope.segment("providers").isPresent()) {
      return List.of();
    }
    Optional<GroupName> group = scope.segment("resourceGroups").flatMap(GroupName::parse);
    return group.isPresent()
        ? vaults.inGroup(tx, subscription.get(), group.get(), CHILDREN).stream()
            .map(one -> one.about().resource())
            .toList()
        : resources.groups(tx, subscription.get(), CHILDREN).stream()
            .map(ResourceGroup::resource)
            .toList();
  }

  private static Optional<SubscriptionId> subscriptionOf(ResourceId scope) {
    return scope.segment("subscriptions").flatMap(SubscriptionId::parse);
  }

  private static Named named(Principal one) {
    Optional<String> mail =
        one instanceof Principal.User user
            ? Optional.of(user.userPrincipalName())
            : Optional.empty();
    return new Named(one.displayName(), one.type(), mail);
  }
}
