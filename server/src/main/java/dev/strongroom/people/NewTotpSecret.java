package dev.strongroom.people;

import dev.strongroom.identity.Principal.User;
import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Work;
import dev.strongroom.trust.SecretBytes;

/// Makes the secret for another authenticator app; nothing is kept until a code proves that the app
/// has it.
public record NewTotpSecret(People people, SecretBytes cookie)
    implements Operation<NewTotpSecret.Made> {
  /// @param secret in Base32, for the one page that shows it
  public record Made(User user, SecretBytes secret) {
    public String text() {
      return Ticket.text(secret);
    }
  }

  @Override
  public String name() {
    return "NewAuthenticatorSecret";
  }

  @Override
  public Action action() {
    return PeopleActions.READ_OWN;
  }

  @Override
  public Target target() {
    return new Target.Server();
  }

  @Override
  public NewTotpSecret.Made run(Work work) {
    SignedIn me = people.requireFresh(work, cookie);
    return new Made(me.user(), TotpSecret.shown(TotpSecret.fresh(people.tools().random())));
  }
}
