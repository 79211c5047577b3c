package dev.strongroom.people;

import dev.strongroom.identity.EntraErrors;
import dev.strongroom.identity.Principal.User;
import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Assurance;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Work;
import java.util.Optional;
import java.util.Set;

/// A program hands in a person's name and password (RFC 6749, 4.3): only where the operator allows
/// it, and never for somebody with a second factor.
public record GrantByPassword(People people, TokenAsk ask, PasswordPassed passed)
    implements Operation<UserTokens> {
  @Override
  public String name() {
    return "GrantByPassword";
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
  public UserTokens run(Work work) {
    if (!people.tools().rules().passwordGrant()) {
      throw EntraErrors.unsupportedGrant("password");
    }
    Client client = ask.client(people.directory().directory(work.tx()));
    work.note("appId", client.id().toString());
    SameClient.check(client, client.platform(), ask);
    User user = people.user(work.tx(), passed.user()).orElseThrow(PeopleErrors::userDisabled);
    client.checkTenant(Optional.of(user.tenant()));
    Set<String> methods = Set.of(Assurance.PASSWORD);
    if (passed.sealed()
        || !people.factors(work.tx(), user.id()).isEmpty()
        || !people.tools().rules().satisfied(methods, work.caller().origin().address())) {
      throw PeopleErrors.secondFactorNeeded();
    } else if (people
        .persons()
        .password(work.tx(), user.id())
        .filter(Password::mustChange)
        .isPresent()) {
      throw PeopleErrors.newPasswordNeeded();
    }
    AskedScopes asked = ask.scopes("");
    Issuing issuing = new Issuing(people, work);
    AppGrant grant =
        issuing.begin(
            new Issuing.SignedInAs(user.id(), Optional.empty(), methods, passed.at()),
            client.id(),
            client.platform(),
            asked.text());
    return issuing.first(grant, user, asked, new Issuing.Extras(client, Optional.empty(), ask));
  }

  @Override
  public int status(UserTokens result) {
    return result.status();
  }
}
