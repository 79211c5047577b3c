package dev.strongroom.provisioning;

import dev.strongroom.identity.Directory;
import dev.strongroom.identity.DirectoryStore;
import dev.strongroom.identity.ForeignIdentity;
import dev.strongroom.identity.ForeignIdentity.Sort;
import dev.strongroom.identity.Principal;
import dev.strongroom.identity.Principal.Group;
import dev.strongroom.identity.Principal.User;
import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Action.Effect;
import dev.strongroom.kernel.Caller.Who;
import dev.strongroom.kernel.Problem;
import dev.strongroom.kernel.Refused;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Work;
import dev.strongroom.model.AppId;
import dev.strongroom.model.PrincipalId;
import dev.strongroom.model.ResourceId;
import dev.strongroom.model.TenantId;
import dev.strongroom.provisioning.Kept.KeptGroup;
import dev.strongroom.provisioning.Kept.KeptUser;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// What provisioning is done with.
///
/// @param issuers of which issuer an application provisions the users; then their external ids are
///   the issuer's subjects
public record Provisioning(
    DirectoryStore directory, ProvisioningStore store, Function<AppId, Optional<String>> issuers) {
  public static final Action READ =
      Action.control("Microsoft.Authorization/directory/provisioning/read", Effect.READ);
  public static final Action WRITE =
      Action.control("Microsoft.Authorization/directory/provisioning/write", Effect.WRITE);

  /// The client that asks.
  ///
  /// @param issuer whose users it provisions
  record Home(TenantId tenant, PrincipalId client, Optional<String> issuer) {}

  Home home(Work work) {
    return switch (work.caller().who()) {
      case Who.Principal who ->
          new Home(
              who.tenant(),
              who.id(),
              who.foreign().isPresent() ? Optional.empty() : who.application().flatMap(issuers));
      case Who.Job _, Who.Nobody _ ->
          throw new Problem.NotPermitted("Forbidden", "Only an application provisions.")
              .asException();
    };
  }

  KeptUser user(Work work, PrincipalId id) {
    Provisioned facts = facts(work, id);
    return directory.directory(work.tx()).principal(id).stream()
        .filter(User.class::isInstance)
        .map(user -> new KeptUser((User) user, facts))
        .findFirst()
        .orElseThrow(() -> notFound(id));
  }

  KeptGroup group(Work work, PrincipalId id) {
    Provisioned facts = facts(work, id);
    Directory all = directory.directory(work.tx());
    return all.principal(id).stream()
        .filter(Group.class::isInstance)
        .map(group -> new KeptGroup((Group) group, facts, all.membersOf(id)))
        .findFirst()
        .orElseThrow(() -> notFound(id));
  }

  private Provisioned facts(Work work, PrincipalId id) {
    return store
        .provisions(work.tx())
        .find(home(work).client(), id)
        .orElseThrow(() -> notFound(id));
  }

  /// Lets the issuer mean this principal by its external id, and no longer by the one it had.
  void link(Work work, Principal principal, Optional<String> before, Optional<String> now) {
    Optional<String> issuer = home(work).issuer();
    if (issuer.isEmpty() || before.equals(now)) {
      return;
    }
    Sort sort = principal instanceof Group ? Sort.GROUP : Sort.SUBJECT;
    before
        .map(name -> new ForeignIdentity.Key(issuer.get(), sort, name))
        .ifPresent(key ->
            directory.deleteForeign(
                work.tx(), work.approve(new ForeignIdentity(key, principal.id()))));
    now.map(name -> new ForeignIdentity.Key(issuer.get(), sort, name))
        .ifPresent(key -> new ForeignIdentity(key, principal.id()).link(work, directory));
  }

  /// External ids tell the objects of a client apart, per kind.
  void refuseTwin(Work work, PrincipalId self, Class<? extends Principal> kind, String externalId) {
    Directory all = directory.directory(work.tx());
    boolean taken =
        store.provisions(work.tx()).of(home(work).client()).stream()
            .filter(other -> !other.id().equals(self))
            .filter(other -> other.externalId().filter(externalId::equals).isPresent())
            .anyMatch(other -> all.principal(other.id()).filter(kind::isInstance).isPresent());
    if (taken) {
      throw exists("externalId");
    }
  }

  List<Provisioned> all(Work work) {
    return store.provisions(work.tx()).of(home(work).client());
  }

  static Target place() {
    return new Target.Resource(ResourceId.of("/providers/Microsoft.Directory/provisioning"));
  }

  static Target at(PrincipalId id) {
    return new Target.Resource(ResourceId.of("/providers/Microsoft.Directory/provisioning/" + id));
  }

  static Refused notFound(PrincipalId id) {
    return new Problem.ResourceNotFound(
            "notFound", "Resource " + id + " not found among those this client provisions.")
        .asException();
  }

  static Refused exists(String attribute) {
    return new Problem.Conflict("uniqueness", "Another object has the same " + attribute + ".")
        .asException();
  }
}
