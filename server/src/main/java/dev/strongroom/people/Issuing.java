package dev.strongroom.people;

import dev.strongroom.identity.Api;
import dev.strongroom.identity.ClientPassed;
import dev.strongroom.identity.EntraErrors;
import dev.strongroom.identity.GroupClaims;
import dev.strongroom.identity.PersonTokens;
import dev.strongroom.identity.Principal.User;
import dev.strongroom.identity.ReplyAddress.Platform;
import dev.strongroom.identity.TokenIssuer.Strength;
import dev.strongroom.kernel.Assurance;
import dev.strongroom.kernel.Work;
import dev.strongroom.model.AppId;
import dev.strongroom.model.CredentialId;
import dev.strongroom.model.PrincipalId;
import dev.strongroom.trust.SecretBytes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Makes tokens under a grant.
final class Issuing {
  private static final String PERMISSION = "/user_impersonation";

  private final People people;
  private final Work work;

  Issuing(People people, Work work) {
    this.people = people;
    this.work = work;
  }

  /// Its user, if the grant is this client's and its time has not come.
  User userOf(AppGrant grant, Client client) {
    work.note("grantId", grant.id().toString());
    work.note("userId", grant.user().toString());
    if (!grant.client().equals(client.id())) {
      throw PeopleErrors.revoked();
    } else if (!work.now().isBefore(grant.expires())) {
      throw PeopleErrors.refreshExpired();
    } else if (!people.stands(work.tx(), grant.user(), grant.methods())) {
      throw PeopleErrors.revoked();
    }
    return people.user(work.tx(), grant.user()).orElseThrow(PeopleErrors::userDisabled);
  }

  /// A grant of a user who has just shown what `methods` say.
  AppGrant begin(SignedInAs who, AppId client, Platform platform, String scope) {
    Duration holds = platform == Platform.SPA ? PeopleTimes.GRANT_OF_PAGE : PeopleTimes.GRANT;
    AppGrant grant =
        new AppGrant(
            people.newId(work),
            who.user(),
            client,
            who.session(),
            who.methods(),
            who.signedIn(),
            work.now(),
            work.now().plus(holds),
            work.caller().origin().address(),
            scope,
            Ticket.hash(Ticket.fresh(people.tools().random())),
            platform);
    makeRoom(who.user());
    people.grants().add(work.tx(), work.approve(grant));
    work.note("grantId", grant.id().toString());
    work.note("userId", grant.user().toString());
    work.note("appId", client.toString());
    return grant;
  }

  private void makeRoom(PrincipalId user) {
    List<AppGrant> held = people.grants().grantsOf(work.tx(), user);
    for (int i = PeopleTimes.MAX_GRANTS - 1; i < held.size(); i += 1) {
      people.grants().delete(work.tx(), work.approve(held.get(i)));
    }
  }

  /// Who a grant is made for, and on what showing.
  record SignedInAs(
      PrincipalId user, Optional<CredentialId> session, Set<String> methods, Instant signedIn) {
    static SignedInAs of(SignedIn me) {
      return new SignedInAs(
          me.user().id(), Optional.of(me.session().id()), me.methods(), me.session().signedIn());
    }
  }

  /// How the answer is to look beside its access token.
  ///
  /// @param client that asks
  record Extras(Client client, Optional<String> nonce, TokenAsk ask) {
    boolean v1() {
      return ask.v1();
    }

    Optional<Strength> strength() {
      return ask.proven().map(ClientPassed::strength);
    }
  }

  /// The first tokens of a grant; with a refresh token where one was asked for, now or at the
  /// beginning.
  UserTokens.Issued first(AppGrant grant, User user, AskedScopes asked, Extras extras) {
    boolean offline =
        asked.wants(AskedScopes.OFFLINE)
            || AskedScopes.of(grant.scope()).wants(AskedScopes.OFFLINE);
    if (!offline) {
      return issue(grant, user, asked, extras, Optional.empty());
    }
    SecretBytes family = Ticket.fresh(people.tools().random());
    AppGrant renewable = grant.family(Ticket.hash(family));
    people.grants().update(work.tx(), work.approve(renewable));
    return issue(renewable, user, asked, extras, Optional.of(family));
  }

  /// @param family the part that this grant's refresh tokens share; empty: no refresh token
  UserTokens.Issued issue(
      AppGrant grant, User user, AskedScopes asked, Extras extras, Optional<SecretBytes> family) {
    Client client = extras.client();
    String resource = resource(client, asked);
    work.note("resource", EntraErrors.shown(resource));
    checkResource(client, resource, user.tenant().toString());
    String address = work.caller().origin().address();
    Set<String> contexts =
        people.tools().rules().contexts(grant.methods(), grant.signedIn(), address, work.now());
    Assurance assurance = new Assurance(grant.methods(), contexts, Optional.of(grant.signedIn()));
    PersonTokens.Holder holder =
        new PersonTokens.Holder(
            user, grant.client(), grant.id(), assurance, extras.strength(), groups(client, user));
    Optional<SecretBytes> identity =
        asked.wants(AskedScopes.OPENID)
            ? Optional.of(
                people.tools().tokens().identity(work, holder, extras.nonce(), extras.v1()))
            : Optional.empty();
    return new UserTokens.Issued(
        people.tools().tokens().access(work, holder, target(client, resource, asked)),
        opensNothing(client, resource) ? asked.identity() : scope(resource, asked, extras.v1()),
        family.map(shared -> refreshToken(grant, shared)),
        identity,
        user);
  }

  /// A registered application that asks for nothing gets a token that opens nothing of ours: it
  /// tells who signed in, where that was asked for, or is for the application itself.
  private String resource(Client client, AskedScopes asked) {
    if (client.isFirstParty()) {
      return asked.resource().orElse(people.tools().anyResource());
    } else if (asked.resource().isEmpty() && asked.wants(AskedScopes.OPENID)) {
      return people.tools().audiences().userInfo(authority());
    }
    return asked.resource().filter(one -> !client.isItself(one)).orElse(client.id().toString());
  }

  private String authority() {
    return work.caller().origin().authority();
  }

  private boolean opensNothing(Client client, String resource) {
    return !client.isFirstParty()
        && (client.isItself(resource)
            || resource.equals(people.tools().audiences().userInfo(authority())));
  }

  private PersonTokens.Target target(Client client, String resource, AskedScopes asked) {
    boolean own = !client.isFirstParty() && client.isItself(resource);
    return new PersonTokens.Target(
        resource,
        opensNothing(client, resource) && !own ? asked.identity() : PERMISSION.substring(1),
        own);
  }

  private Optional<GroupClaims.Said> groups(Client client, User user) {
    return client.wantsGroups()
        ? Optional.of(
            GroupClaims.Said.of(
                people.directory().directory(work.tx()).groupsOf(user.id()),
                people.tools().audiences().graph(authority())
                    + "/v1.0/users/"
                    + user.id()
                    + "/getMemberObjects"))
        : Optional.empty();
  }

  /// Refuses a resource that is not ours, or that the client may not act on.
  void checkResource(Client client, String resource, String tenant) {
    if (opensNothing(client, resource)) {
      return;
    }
    Api api =
        people
            .tools()
            .audiences()
            .api(resource)
            .orElseThrow(() -> EntraErrors.unknownResource(resource, EntraErrors.shown(tenant)));
    if (!client.apis().contains(api)) {
      throw PeopleErrors.consentMissing(client, resource);
    }
  }

  /// MSAL finds a token in its cache by the scopes that stand here.
  private static String scope(String resource, AskedScopes asked, boolean v1) {
    if (v1) {
      return PERMISSION.substring(1);
    }
    List<String> all = new ArrayList<>(List.of(resource + PERMISSION, resource + "/.default"));
    asked.openId().stream().filter(word -> !word.equals(AskedScopes.OFFLINE)).forEach(all::add);
    return String.join(" ", all);
  }

  private SecretBytes refreshToken(AppGrant grant, SecretBytes family) {
    SecretBytes own = Ticket.fresh(people.tools().random());
    people
        .grants()
        .addRefreshToken(
            work.tx(),
            work.approve(
                new RefreshToken(Ticket.hash(own), grant.id(), work.now(), Optional.empty())));
    return SecretBytes.utf8("1." + Ticket.text(family) + "." + Ticket.text(own));
  }
}
