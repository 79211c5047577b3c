package dev.strongroom.access;

import dev.strongroom.access.RoleTable.Held;
import dev.strongroom.kernel.Access;
import dev.strongroom.kernel.Access.Model;
import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Action.Plane;
import dev.strongroom.kernel.Caller;
import dev.strongroom.kernel.Caller.Who;
import dev.strongroom.kernel.Check;
import dev.strongroom.kernel.Ports;
import dev.strongroom.kernel.Problem;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Tx;
import dev.strongroom.model.PrincipalId;
import dev.strongroom.model.ResourceId;
import dev.strongroom.model.SubscriptionId;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// Decides every request. The control plane is judged by role assignments; the data plane by the
/// vault's network rules first, then by role assignments or by access policies, as the vault says,
/// never by both. It knows only what stands *now*: a change bites at the next request.
public final class Rbac implements Ports.Authorizer, Rights, Visibility {
  private static final int SCHEME_END = "://".length();

  private final AccessStore store;
  private final AccessVaults vaults;
  private final Memberships memberships;
  private final Subscriptions subscriptions;

  public Rbac(
      AccessStore store,
      AccessVaults vaults,
      Memberships memberships,
      Subscriptions subscriptions) {
    this.store = store;
    this.vaults = vaults;
    this.memberships = memberships;
    this.subscriptions = subscriptions;
  }

  @Override
  public Access judge(Tx tx, Caller caller, Action action, Target target, Instant now) {
    return switch (caller.who()) {
      case Who.Job _ -> free(resourceOf(tx, target));
      case Who.Principal who ->
          switch (action.plane()) {
            case OPEN -> free(Optional.empty());
            case CONTROL -> onControlPlane(tx, who, action, target);
            case DATA -> onDataPlane(tx, new Visit(caller, who), action, target);
          };
      case Who.Nobody _ ->
          action.plane() == Plane.OPEN
              ? free(Optional.empty())
              : refused(Optional.empty(), Model.NONE, Refusals.noToken());
    };
  }

  @Override
  public boolean holds(Tx tx, Caller caller, String action, ResourceId resource) {
    return switch (caller.who()) {
      case Who.Job _ -> true;
      case Who.Nobody _ -> false;
      case Who.Principal who -> granting(tx, who, action, resource).isPresent();
    };
  }

  @Override
  public boolean reaches(Tx tx, Caller caller, ResourceId scope) {
    return switch (caller.who()) {
      case Who.Job _ -> true;
      case Who.Nobody _ -> false;
      case Who.Principal who ->
          !belongsToAnotherTenant(tx, who, scope) && reach(tx, who).touches(scope);
    };
  }

  /// A principal and where it came from.
  private record Visit(Caller caller, Who.Principal who) {}

  private Access onControlPlane(Tx tx, Who.Principal who, Action action, Target target) {
    ResourceId resource = resourceOf(tx, target).orElse(ResourceId.ROOT);
    return granting(tx, who, action.name(), resource)
        .map(held -> granted(resource, held))
        .orElseGet(() ->
            refused(
                Optional.of(resource),
                Model.RBAC,
                Refusals.byControlPlane(who, action.name(), resource)));
  }

  private Optional<Held> granting(Tx tx, Who.Principal who, String action, ResourceId resource) {
    if (belongsToAnotherTenant(tx, who, resource)) {
      return Optional.empty();
    }
    return reach(tx, who).granting(Plane.CONTROL, action, resource);
  }

  private boolean belongsToAnotherTenant(Tx tx, Who.Principal who, ResourceId resource) {
    return resource
        .segment("subscriptions")
        .flatMap(SubscriptionId::parse)
        .flatMap(id -> subscriptions.tenantOf(tx, id))
        .filter(tenant -> !tenant.equals(who.tenant()))
        .isPresent();
  }

  private Access onDataPlane(Tx tx, Visit visit, Action action, Target target) {
    Check.that(target instanceof Target.InVault, "a data action acts in a vault");
    Target.InVault place = (Target.InVault) target;
    Optional<VaultAccess> found = vaults.find(tx, place.vault());
    if (found.isEmpty()) {
      return refused(Optional.empty(), Model.NONE, new Problem.VaultNotFound(hostOf(visit)));
    }
    VaultAccess vault = found.get();
    Optional<Problem> closed = closed(visit, vault);
    if (closed.isPresent()) {
      Model model = vault.rbac() ? Model.RBAC : Model.ACCESS_POLICY;
      return refused(Optional.of(vault.facts().resource()), model, closed.get());
    }
    return vault.rbac()
        ? byRoles(tx, visit.who(), action, place, vault)
        : byPolicies(tx, visit.who(), action, vault);
  }

  /// The objections that hold whatever rights the caller has.
  private static Optional<Problem> closed(Visit visit, VaultAccess vault) {
    if (!vault.facts().tenant().equals(visit.who().tenant())) {
      return Optional.of(Refusals.otherTenant(visit.who(), vault));
    }
    String address = visit.caller().origin().address();
    return switch (vault.network().judge(address)) {
      case OPEN -> Optional.empty();
      case BY_FIREWALL -> Optional.of(Refusals.byFirewall(visit.who(), address, vault));
      case BY_CONNECTION -> Optional.of(Refusals.byConnection(visit.who(), vault));
    };
  }

  private Access byRoles(
      Tx tx, Who.Principal who, Action action, Target.InVault place, VaultAccess vault) {
    ResourceId top = vault.facts().resource();
    Reach reach = reach(tx, who);
    Optional<Held> above = reach.granting(Plane.DATA, action.name(), top);
    if (above.isPresent() || place.object().isEmpty()) {
      return above
          .map(held -> granted(top, held))
          .orElseGet(() -> refusedByRoles(who, action, top, vault));
    }
    ResourceId object = scopeOf(top, place.collection(), place.object().get());
    return reach
        .grantingAt(Plane.DATA, action.name(), object)
        .map(held -> granted(top, held))
        .orElseGet(() -> refusedByRoles(who, action, object, vault));
  }

  private static Access refusedByRoles(
      Who.Principal who, Action action, ResourceId scope, VaultAccess vault) {
    return refused(
        Optional.of(vault.facts().resource()),
        Model.RBAC,
        Refusals.byRoles(who, action.name(), scope, vault));
  }

  private Access byPolicies(Tx tx, Who.Principal who, Action action, VaultAccess vault) {
    Optional<ResourceId> resource = Optional.of(vault.facts().resource());
    Set<PrincipalId> groups = memberships.groupsOf(tx, who.id());
    Check.that(action.policyPermission().isPresent(), "a data action has its policy permission");
    String permission = action.policyPermission().orElseThrow();
    return vault.policies().grants(who, groups, permission)
        ? new Access(resource, Model.ACCESS_POLICY, Optional.empty(), Optional.empty())
        : refused(
            resource,
            Model.ACCESS_POLICY,
            Refusals.byPolicies(who, groups.size(), permission, vault));
  }

  private Reach reach(Tx tx, Who.Principal who) {
    return store.table(tx).reachOf(who.tenant(), who.id(), memberships.groupsOf(tx, who.id()));
  }

  private Optional<ResourceId> resourceOf(Tx tx, Target target) {
    return switch (target) {
      case Target.Resource(ResourceId id) -> Optional.of(id);
      case Target.InVault place ->
          vaults.find(tx, place.vault()).map(vault -> vault.facts().resource());
      case Target.Server _ -> Optional.empty();
    };
  }

  /// The scope of one object. A deleted object is judged at the scope that it had and may have
  /// again.
  private static ResourceId scopeOf(ResourceId vault, String collection, String object) {
    String living =
        switch (collection) {
          case "deletedsecrets" -> "secrets";
          case "deletedkeys" -> "keys";
          case "deletedcertificates" -> "certificates";
          default -> collection;
        };
    String path = "/" + living + "/";
    return new ResourceId(
        vault.canonical() + path + object.toLowerCase(Locale.ROOT),
        vault.display() + path + object);
  }

  private static String hostOf(Visit visit) {
    String authority = visit.caller().origin().authority();
    int scheme = authority.indexOf("://");
    return scheme < 0 ? authority : authority.substring(scheme + SCHEME_END);
  }

  private static Access granted(ResourceId resource, Held held) {
    return new Access(Optional.of(resource), Model.RBAC, held.grantedBy(), Optional.empty());
  }

  private static Access free(Optional<ResourceId> resource) {
    return new Access(resource, Model.NONE, Optional.empty(), Optional.empty());
  }

  private static Access refused(Optional<ResourceId> resource, Model model, Problem objection) {
    return new Access(resource, model, Optional.empty(), Optional.of(objection));
  }
}
