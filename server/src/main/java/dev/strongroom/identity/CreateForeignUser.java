package dev.strongroom.identity;

import dev.strongroom.identity.ForeignIdentity.Key;
import dev.strongroom.identity.Principal.User;
import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Work;
import java.util.List;

/// Creates a user whom other issuers know: their tokens for these subjects are this user's.
public record CreateForeignUser(CreateUser user, List<Key> identities) implements Operation<User> {
  @Override
  public String name() {
    return "Add user of issuer";
  }

  @Override
  public Action action() {
    return DirectoryActions.WRITE_USER;
  }

  @Override
  public Target target() {
    return DirectoryActions.on("users");
  }

  @Override
  public User run(Work work) {
    User made = user.run(work);
    for (Key key : identities) {
      new ForeignIdentity(key, made.id()).link(work, user.store());
    }
    return made;
  }

  @Override
  public int status(User result) {
    return user.status(result);
  }
}
