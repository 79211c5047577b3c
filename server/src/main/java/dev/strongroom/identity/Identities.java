package dev.strongroom.identity;

import dev.strongroom.identity.Credential.Federated;
import dev.strongroom.identity.IdentityResourceStore.Place;
import dev.strongroom.identity.Principal.ManagedIdentity;
import dev.strongroom.identity.Principal.ManagedIdentity.Assigned;
import dev.strongroom.kernel.Approved;
import dev.strongroom.kernel.Problem;
import dev.strongroom.kernel.Refused;
import dev.strongroom.kernel.Tx;
import dev.strongroom.kernel.Work;
import dev.strongroom.model.ResourceId;
import dev.strongroom.model.SubscriptionId;
import dev.strongroom.model.Tags;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What the operations on user-assigned identities work with.
public record Identities(
    DirectoryStore directory, IdentityResourceStore resources, ResourceGroups groups) {

  public Optional<IdentityResource> find(Tx tx, ResourceId id) {
    requireGroup(tx, id);
    return directory
        .directory(tx)
        .identity(id)
        .filter(identity -> identity.assigned() == Assigned.USER)
        .map(identity -> resource(tx, identity));
  }

  /// Refuses when there is none.
  public IdentityResource require(Tx tx, ResourceId id) {
    return find(tx, id).orElseThrow(() -> notFound(id));
  }

  /// Changes the tags and nothing else.
  public IdentityResource retag(Work work, IdentityResource old, Tags tags) {
    Approved<IdentityResource> changed =
        work.approve(new IdentityResource(old.identity(), old.location(), tags));
    resources.save(work.tx(), changed);
    return changed.value();
  }

  /// Deletes the identities at or below `scope`, with their credentials and memberships.
  public void deleteBelow(Work work, ResourceId scope) {
    below(work.tx(), scope)
        .forEach(found -> directory.deletePrincipal(work.tx(), work.approve(found.identity())));
  }

  /// The identities at or below `scope`, in the order of their ids.
  public List<IdentityResource> below(Tx tx, ResourceId scope) {
    return assignedBelow(tx, scope).map(identity -> resource(tx, identity)).toList();
  }

  /// So many of them, of those whose canonical ids come after `last`.
  public List<IdentityResource> below(Tx tx, ResourceId scope, Optional<String> last, int max) {
    return assignedBelow(tx, scope)
        .filter(one -> last.filter(id -> one.resource().canonical().compareTo(id) <= 0).isEmpty())
        .limit(max)
        .map(identity -> resource(tx, identity))
        .toList();
  }

  private Stream<ManagedIdentity> assignedBelow(Tx tx, ResourceId scope) {
    return directory.directory(tx).principals().stream()
        .filter(ManagedIdentity.class::isInstance)
        .map(ManagedIdentity.class::cast)
        .filter(found -> found.assigned() == Assigned.USER && scope.covers(found.resource()))
        .sorted(Comparator.comparing(found -> found.resource().canonical()));
  }

  List<Federated> federated(Tx tx, IdentityResource resource) {
    return directory.directory(tx).credentialsOf(resource.identity().app()).stream()
        .filter(Federated.class::isInstance)
        .map(Federated.class::cast)
        .toList();
  }

  /// Names are compared without regard to case, as all names in ARM's paths.
  Optional<Federated> federated(Tx tx, IdentityResource resource, String name) {
    return federated(tx, resource).stream()
        .filter(credential -> credential.displayName().equalsIgnoreCase(name))
        .findFirst();
  }

  static Refused noSuchCredential(String name) {
    return new Problem.ResourceNotFound(
            "NotFound", "The Federated Identity Credential '" + name + "' was not found.")
        .asException();
  }

  /// A subscription alone has no group to look for.
  void requireGroup(Tx tx, ResourceId id) {
    SubscriptionId subscription =
        id.segment("subscriptions")
            .flatMap(SubscriptionId::parse)
            .orElseThrow(() ->
                new Problem.Invalid(
                        "InvalidSubscriptionId",
                        "The provided subscription identifier is malformed or invalid.")
                    .asException());
    Optional<String> group = id.segment("resourceGroups");
    if (group.isPresent() && !groups.exists(tx, subscription, group.get())) {
      throw new Problem.ResourceNotFound(
              "ResourceGroupNotFound", "Resource group '" + group.get() + "' could not be found.")
          .asException();
    }
  }

  private IdentityResource resource(Tx tx, ManagedIdentity identity) {
    Place place = resources.place(tx, identity.id()).orElseGet(() -> new Place("", Tags.NONE));
    return new IdentityResource(identity, place.location(), place.tags());
  }

  private static Refused notFound(ResourceId id) {
    return new Problem.ResourceNotFound(
            "ResourceNotFound",
            "The Resource '"
                + IdentityResource.TYPE
                + "/"
                + id.lastSegment()
                + "' under resource group '"
                + id.segment("resourceGroups").orElse("")
                + "' was not found. For more details please go to"
                + " https://aka.ms/ARMResourceNotFoundFix")
        .asException();
  }
}
