package dev.strongroom.localroles;

import dev.strongroom.access.Memberships;
import dev.strongroom.kernel.Access;
import dev.strongroom.kernel.Access.Model;
import dev.strongroom.kernel.Caller.Who;
import dev.strongroom.kernel.Ports;
import dev.strongroom.kernel.Problem;
import dev.strongroom.kernel.Question;
import dev.strongroom.kernel.Sighting;
import dev.strongroom.kernel.Sighting.Bearing;
import dev.strongroom.kernel.Sighting.Kind;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Trace;
import dev.strongroom.kernel.Tx;
import dev.strongroom.localroles.LocalRoleTable.Held;
import dev.strongroom.model.ResourceId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Decides everything that is asked inside a managed HSM: its network rules first, then whether it
/// is activated, then its local roles. Everything else is decided by another authoriser, whose
/// roles mean nothing here.
public final class LocalRbac implements Ports.Authorizer {
  private static final String KEYS = "keys";
  private static final String DELETED_KEYS = "deletedkeys";

  private final Ports.Authorizer elsewhere;
  private final LocalHsms hsms;
  private final LocalRoleStore roles;
  private final Memberships memberships;

  public LocalRbac(
      Ports.Authorizer elsewhere, LocalHsms hsms, LocalRoleStore roles, Memberships memberships) {
    this.elsewhere = elsewhere;
    this.hsms = hsms;
    this.roles = roles;
    this.memberships = memberships;
  }

  @Override
  public Access judge(Tx tx, Question question) {
    if (!(question.target() instanceof Target.InVault place) || !place.vault().isHsm()) {
      return elsewhere.judge(tx, question);
    }
    Optional<LocalHsms.Guarded> hsm = hsms.find(tx, place.vault());
    return switch (question.caller().who()) {
      case Who.Job _ ->
          new Access(
              hsm.map(found -> found.access().facts().resource()),
              Model.NONE,
              Optional.empty(),
              Optional.empty());
      case Who.Nobody _ -> elsewhere.judge(tx, question);
      case Who.Principal who ->
          hsm.map(found -> judge(tx, who, question, found)).orElseGet(() -> absent(question));
    };
  }

  private Access judge(Tx tx, Who.Principal who, Question question, LocalHsms.Guarded hsm) {
    ResourceId top = hsm.access().facts().resource();
    Optional<Problem> closed = hsm.access().closed(who, question.caller().origin().address());
    question.trace().saw(hsm.access().sighting(closed));
    if (closed.isPresent()) {
      return refused(top, closed.get());
    }
    Target.InVault place = (Target.InVault) question.target();
    Optional<String> action = LocalActions.of(question.action(), place);
    LocalScope at = scope(place);
    Optional<Held> grant =
        action.flatMap(name -> grant(tx, who, hsm, name.toLowerCase(Locale.ROOT), at, question));
    if (grant.isEmpty()) {
      String asked = action.orElse(question.action().name());
      return refused(top, hsm.access().refusal(who, asked, below(top, at)));
    }
    if (!hsm.activated() && !LocalActions.beforeActivation(action.orElseThrow())) {
      return refused(top, notActivated(hsm));
    }
    return new Access(
        Optional.of(top),
        Model.RBAC,
        Optional.of(grant.get().assignment().id().toString()),
        Optional.empty());
  }

  private Optional<Held> grant(
      Tx tx,
      Who.Principal who,
      LocalHsms.Guarded hsm,
      String action,
      LocalScope at,
      Question question) {
    List<Held> held =
        roles.table(tx, hsm.access().facts().id()).held(who.id(), memberships.groupsOf(tx, who));
    Trace trace = question.trace();
    if (trace.on()) {
      held.forEach(one -> trace.saw(sighting(one, one.counts(action, at))));
    }
    return held.stream().filter(one -> one.counts(action, at)).findFirst();
  }

  private static Sighting sighting(Held held, boolean counts) {
    LocalAssignment assignment = held.assignment();
    return new Sighting(
        Kind.ROLE_ASSIGNMENT,
        assignment.path(),
        counts ? Bearing.GRANTS : Bearing.NOTHING,
        "'"
            + held.role().name()
            + "' for "
            + assignment.principal()
            + (counts ? " grants the action" : " does not grant the action here"));
  }

  /// A deleted key is judged at the scope that it had and may have again.
  private static LocalScope scope(Target.InVault place) {
    boolean keys = place.collection().equals(KEYS) || place.collection().equals(DELETED_KEYS);
    if (!keys) {
      return LocalScope.ROOT;
    }
    return place.object().map(LocalScope::key).orElse(LocalScope.KEYS);
  }

  private static ResourceId below(ResourceId top, LocalScope at) {
    return at.equals(LocalScope.ROOT) ? top : top.child(at.display());
  }

  private static Problem notActivated(LocalHsms.Guarded hsm) {
    return new Problem.NotPermitted(
        "HsmNotActivated",
        "The managed HSM '"
            + hsm.access().facts().name()
            + "' is provisioned but not activated. Download its security domain first, or upload"
            + " the one of the HSM that it continues.");
  }

  private static Access absent(Question question) {
    String authority = question.caller().origin().authority();
    int scheme = authority.indexOf("://");
    String host = scheme < 0 ? authority : authority.substring(scheme + "://".length());
    return new Access(
        Optional.empty(),
        Model.NONE,
        Optional.empty(),
        Optional.of(new Problem.VaultNotFound(host)));
  }

  private static Access refused(ResourceId resource, Problem objection) {
    return new Access(Optional.of(resource), Model.RBAC, Optional.empty(), Optional.of(objection));
  }
}
