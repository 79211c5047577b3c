package dev.strongroom.identity;

import dev.strongroom.identity.Principal.ManagedIdentity;
import dev.strongroom.identity.Principal.ManagedIdentity.Assigned;
import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Approved;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Problem;
import dev.strongroom.kernel.Refused;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Work;
import dev.strongroom.model.ResourceId;
import dev.strongroom.model.Tags;
import dev.strongroom.model.TenantId;
import java.util.Optional;

/// Creates a user-assigned identity, or replaces the tags of the one that is there. An identity
/// that was deleted and is created again is another one: what was granted to the old one stays
/// lost.
public record PutUserAssignedIdentity(
    Identities identities, TenantId tenant, ResourceId id, String location, Tags tags)
    implements Operation<PutUserAssignedIdentity.Outcome> {
  private static final int CREATED = 201;

  public record Outcome(IdentityResource resource, boolean created) {}

  @Override
  public String name() {
    return action().name();
  }

  @Override
  public Action action() {
    return IdentityActions.WRITE;
  }

  @Override
  public Target target() {
    return new Target.Resource(id);
  }

  @Override
  public Outcome run(Work work) {
    Optional<IdentityResource> old = identities.find(work.tx(), id);
    old.ifPresent(this::requireSameLocation);
    ManagedIdentity identity = old.map(IdentityResource::identity).orElseGet(() -> created(work));
    Approved<IdentityResource> put = work.approve(new IdentityResource(identity, location, tags));
    identities.resources().save(work.tx(), put);
    return new Outcome(put.value(), old.isEmpty());
  }

  @Override
  public int status(Outcome result) {
    return result.created() ? CREATED : OK;
  }

  private ManagedIdentity created(Work work) {
    return new CreateManagedIdentity(identities.directory(), tenant, id, Assigned.USER).run(work);
  }

  private void requireSameLocation(IdentityResource old) {
    if (!old.location().isEmpty() && !old.location().equals(location)) {
      throw elsewhere(old);
    }
  }

  private Refused elsewhere(IdentityResource old) {
    return new Problem.Conflict(
            "InvalidResourceLocation",
            "The resource '"
                + id.lastSegment()
                + "' already exists in location '"
                + old.location()
                + "' in resource group '"
                + id.segment("resourceGroups").orElse("")
                + "'. A resource with the same name cannot be created in location '"
                + location
                + "'. Please select a new resource name.")
        .asException();
  }
}
