package dev.strongroom.people;

import dev.strongroom.identity.Directory;
import dev.strongroom.identity.EntraErrors;
import dev.strongroom.identity.Tenant;
import dev.strongroom.identity.TenantPath;
import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Work;
import dev.strongroom.trust.SecretBytes;
import java.util.Optional;
import java.util.Set;

/// A browser in which somebody is signed in brings an application its code. Nobody is asked for
/// consent: an administrator has registered the application, or it is a first-party one.
public record GrantAccess(People people, SecretBytes cookie, AuthorizeRequest ask)
    implements Operation<GrantAccess.Granted> {
  /// @param issuer goes back with the code, so that a client of several issuers cannot mix them up
  ///   (RFC 9207)
  public record Granted(SecretBytes code, String issuer) {
    public String text() {
      return Ticket.text(code);
    }
  }

  @Override
  public String name() {
    return "GrantAccess";
  }

  @Override
  public Action action() {
    return PeopleActions.SIGN_IN;
  }

  @Override
  public Target target() {
    return new Target.Server();
  }

  @Override
  public GrantAccess.Granted run(Work work) {
    SignedIn me = people.require(work, cookie);
    Client client = ask.client();
    work.note("appId", client.id().toString());
    Directory directory = people.directory().directory(work.tx());
    Optional<Tenant> tenant = TenantPath.find(directory, ask.tenant());
    if (tenant.filter(one -> !one.id().equals(me.user().tenant())).isPresent()) {
      throw EntraErrors.tenantNotFound(ask.tenant());
    }
    client.checkTenant(Optional.of(me.user().tenant()));
    check(work, me);
    Issuing issuing = new Issuing(people, work);
    String scope = ask.scope().orElseThrow();
    AskedScopes.of(scope)
        .resource()
        .ifPresent(resource -> issuing.checkResource(client, resource, ask.tenant()));
    AppGrant grant = issuing.begin(Issuing.SignedInAs.of(me), client.id(), ask.platform(), scope);
    SecretBytes code = Ticket.fresh(people.tools().random());
    people
        .grants()
        .addCode(
            work.tx(),
            work.approve(
                new AuthorizationCode(
                    Ticket.hash(code),
                    grant.id(),
                    work.now().plus(PeopleTimes.CODE),
                    ask.redirect(),
                    ask.challenge(),
                    ask.nonce(),
                    false)));
    return new Granted(code, people.tools().tokens().issuer(work, me.user().tenant()));
  }

  private void check(Work work, SignedIn me) {
    SignInRules rules = people.tools().rules();
    String address = work.caller().origin().address();
    if (!rules.satisfied(me.methods(), address)) {
      throw PeopleErrors.secondFactorNeeded();
    } else if (!ask.fresh(me.session(), work.now())) {
      throw PeopleErrors.notFresh();
    }
    Set<String> met = rules.contexts(me.methods(), me.session().signedIn(), address, work.now());
    for (String context : ask.contexts()) {
      if (!met.contains(context)) {
        throw PeopleErrors.contextNotMet(context);
      }
    }
  }
}
