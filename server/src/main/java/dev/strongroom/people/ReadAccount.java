package dev.strongroom.people;

import dev.strongroom.identity.Directory;
import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Work;
import dev.strongroom.model.AppId;
import dev.strongroom.trust.SecretBytes;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/// What somebody signed in sees of their own account.
public record ReadAccount(People people, SecretBytes cookie)
    implements Operation<ReadAccount.Account> {
  public record Account(
      SignedIn me,
      List<Factor> factors,
      List<Session> sessions,
      List<AppGrant> grants,
      Map<AppId, String> titles) {}

  @Override
  public String name() {
    return "ReadAccount";
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
  public ReadAccount.Account run(Work work) {
    SignedIn me = people.require(work, cookie);
    List<AppGrant> grants = people.grants().grantsOf(work.tx(), me.user().id());
    Directory directory = people.directory().directory(work.tx());
    return new Account(
        me,
        people.persons().factors(work.tx(), me.user().id()),
        people.sessions().sessionsOf(work.tx(), me.user().id()),
        grants,
        grants.stream()
            .map(AppGrant::client)
            .distinct()
            .collect(
                Collectors.toUnmodifiableMap(
                    Function.identity(), id -> Client.titleOf(directory, id))));
  }
}
