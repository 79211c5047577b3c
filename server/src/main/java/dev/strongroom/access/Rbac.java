package dev.strongroom.access;

import dev.strongroom.kernel.Access;
import dev.strongroom.kernel.Access.Model;
import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Action.Plane;
import dev.strongroom.kernel.Caller;
import dev.strongroom.kernel.Caller.Who;
import dev.strongroom.kernel.Check;
import dev.strongroom.kernel.Origin;
import dev.strongroom.kernel.Ports;
import dev.strongroom.kernel.Problem;
import dev.strongroom.kernel.Question;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Trace;
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
  private final Spellings spellings;
  private final Ratchet ratchet = new Ratchet();

  public Rbac(
      AccessStore store,
      AccessVaults vaults,
      Memberships memberships,
      Subscriptions subscriptions,
      Spellings spellings) {
    this.store = store;
    this.vaults = vaults;
    this.memberships = memberships;
    this.subscriptions = subscriptions;
    this.spellings = spellings;
  }

  @Override
  public Access judge(Tx tx, Question question) {
    return switch (question.caller().who()) {
      case Who.Job _ -> free(resourceOf(tx, question.target()));
      case Who.Principal who ->
          switch (question.action().plane()) {
            case OPEN -> free(Optional.empty());
            case CONTROL -> onControlPlane(tx, who, question);
            case DATA -> onDataPlane(tx, who, question);
          };
      case Who.Nobody _ ->
          question.action().plane() == Plane.OPEN
              ? free(Optional.empty())
              : refused(Optional.empty(), Model.NONE, Refusals.noToken());
    };
  }

  @Override
  public boolean holds(Tx tx, Caller caller, String action, ResourceId resource, Instant now) {
    Ask ask =
        new Ask(
            Plane.CONTROL,
            action,
            new BareFacts(action, now),
            one -> ratchet.admits(one, now),
            Trace.OFF);
    return switch (caller.who()) {
      case Who.Job _ -> true;
      case Who.Nobody _ -> false;
      case Who.Principal who -> judged(tx, who, ask, resource).allows();
    };
  }

  @Override
  public boolean reaches(Tx tx, Caller caller, ResourceId scope, Instant now) {
    return switch (caller.who()) {
      case Who.Job _ -> true;
      case Who.Nobody _ -> false;
      case Who.Principal who ->
          !belongsToAnotherTenant(tx, who, scope)
              && reach(tx, who).touches(scope, one -> ratchet.admits(one, now));
    };
  }

  /// What has been seen of the time.
  public Ratchet ratchet() {
    return ratchet;
  }

  private Access onControlPlane(Tx tx, Who.Principal who, Question question) {
    ResourceId resource = resourceOf(tx, question.target()).orElse(ResourceId.ROOT);
    Ask ask = ask(tx, question, Optional.empty());
    Judgement judged = judged(tx, who, ask, resource);
    if (judged.allows()) {
      return granted(resource, judged.grant().orElseThrow());
    }
    return refused(
        Optional.of(resource),
        Model.RBAC,
        judged
            .inTheWay()
            .map(denial -> Refusals.byDenial(who, ask.action(), resource, denial))
            .orElseGet(() -> Refusals.byControlPlane(who, ask.action(), resource)));
  }

  private Ask ask(Tx tx, Question question, Optional<VaultAccess> vault) {
    return new Ask(
        question.action().plane(),
        question.action().name(),
        new RequestFacts(tx, question, vault, spellings),
        one -> ratchet.admits(one, question.now()),
        question.trace());
  }

  private Judgement judged(Tx tx, Who.Principal who, Ask ask, ResourceId resource) {
    if (belongsToAnotherTenant(tx, who, resource)) {
      ask.trace().saw(Sightings.ofOtherTenant(resource));
      return new Judgement(Optional.empty(), Optional.empty());
    }
    return reach(tx, who).judge(ask, resource);
  }

  private boolean belongsToAnotherTenant(Tx tx, Who.Principal who, ResourceId resource) {
    return resource
        .segment("subscriptions")
        .flatMap(SubscriptionId::parse)
        .flatMap(id -> subscriptions.tenantOf(tx, id))
        .or(() -> store.table(tx).hierarchy().tenantOf(resource))
        .filter(tenant -> !tenant.equals(who.tenant()))
        .isPresent();
  }

  private Access onDataPlane(Tx tx, Who.Principal who, Question question) {
    Check.that(question.target() instanceof Target.InVault, "a data action acts in a vault");
    Target.InVault place = (Target.InVault) question.target();
    Optional<VaultAccess> found = vaults.find(tx, place.vault());
    Origin origin = question.caller().origin();
    if (found.isEmpty()) {
      return refused(Optional.empty(), Model.NONE, new Problem.VaultNotFound(hostOf(origin)));
    }
    VaultAccess vault = found.get();
    Optional<Problem> closed = vault.closed(who, origin.address());
    question.trace().saw(vault.sighting(closed));
    Model model = vault.rbac() ? Model.RBAC : Model.ACCESS_POLICY;
    Optional<Access> atDoor =
        closed.map(problem -> refused(Optional.of(vault.facts().resource()), model, problem));
    if (atDoor.isPresent() && !question.trace().on()) {
      return atDoor.get();
    }
    Access inside =
        vault.rbac()
            ? byRoles(reach(tx, who), who, ask(tx, question, found), place, vault)
            : byPolicies(tx, who, question, vault);
    return atDoor.orElse(inside);
  }

  private static Access byRoles(
      Reach reach, Who.Principal who, Ask ask, Target.InVault place, VaultAccess vault) {
    ResourceId top = vault.facts().resource();
    ResourceId scope =
        place.object().map(name -> scopeOf(top, place.collection(), name)).orElse(top);
    Judgement judged =
        place.object().isPresent() ? reach.judge(ask, top, scope) : reach.judge(ask, top);
    return judged.allows()
        ? granted(top, judged.grant().orElseThrow())
        : refused(Optional.of(top), Model.RBAC, Refusals.byRoles(who, ask, scope, vault, judged));
  }

  private Access byPolicies(Tx tx, Who.Principal who, Question question, VaultAccess vault) {
    Action action = question.action();
    Optional<ResourceId> resource = Optional.of(vault.facts().resource());
    Set<PrincipalId> groups = memberships.groupsOf(tx, who);
    Check.that(action.policyPermission().isPresent(), "a data action has its policy permission");
    String permission = action.policyPermission().orElseThrow();
    return vault.policies().grants(who, groups, permission, question.trace())
        ? new Access(resource, Model.ACCESS_POLICY, Optional.empty(), Optional.empty())
        : refused(
            resource,
            Model.ACCESS_POLICY,
            Refusals.byPolicies(who, groups.size(), permission, vault));
  }

  private Reach reach(Tx tx, Who.Principal who) {
    return store.table(tx).reachOf(who.tenant(), who.id(), memberships.groupsOf(tx, who));
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

  private static String hostOf(Origin origin) {
    String authority = origin.authority();
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
