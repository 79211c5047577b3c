package dev.strongroom.people;

import dev.strongroom.identity.EntraErrors;
import dev.strongroom.identity.Principal.User;
import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Work;
import dev.strongroom.trust.SecretBytes;
import java.util.Optional;

/// The code comes back by another way, with the secret that proves whose it was (PKCE). A code that
/// comes a second time takes away what it gave (RFC 9700, 2.1.1).
public record RedeemCode(People people, TokenAsk ask) implements Operation<UserTokens> {
  @Override
  public String name() {
    return "RedeemCode";
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
    Client client = ask.client(people.directory().directory(work.tx()));
    work.note("appId", client.id().toString());
    SecretBytes given = ask.code().orElseThrow(() -> EntraErrors.missing("code"));
    AuthorizationCode code =
        people.grants().code(work.tx(), Ticket.hash(given)).orElseThrow(PeopleErrors::codeInvalid);
    AppGrant grant =
        people.grants().grant(work.tx(), code.grant()).orElseThrow(PeopleErrors::codeInvalid);
    Issuing issuing = new Issuing(people, work);
    User user = issuing.userOf(grant, client);
    SameClient.check(client, grant.platform(), ask);
    if (code.redeemed()) {
      people.grants().delete(work.tx(), work.approve(grant));
      work.note("replayed", "code");
      return new UserTokens.Replayed(PeopleErrors.codeReplayed());
    }
    check(work, client, code);
    people.grants().updateCode(work.tx(), work.approve(code.used()));
    AskedScopes asked = ask.scopes(grant.scope());
    return issuing.first(grant, user, asked, new Issuing.Extras(client, code.nonce(), ask));
  }

  private void check(Work work, Client client, AuthorizationCode code) {
    if (!work.now().isBefore(code.expires())) {
      throw PeopleErrors.codeInvalid();
    } else if (client.platformAt(code.redirect()).isEmpty()) {
      throw PeopleErrors.redirectDiffers(); // it was taken away meanwhile
    } else if (!ask.redirect().equals(Optional.of(code.redirect()))) {
      throw PeopleErrors.redirectDiffers();
    } else if (!Pkce.holds(code.challenge(), ask.verifier())) {
      throw PeopleErrors.verifierWrong();
    }
  }

  @Override
  public int status(UserTokens result) {
    return result.status();
  }
}
