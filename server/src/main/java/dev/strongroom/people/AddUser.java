package dev.strongroom.people;

import dev.strongroom.identity.CreateUser;
import dev.strongroom.identity.DirectoryActions;
import dev.strongroom.identity.Principal.User;
import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Work;
import dev.strongroom.trust.SecretBytes;

/// Creates a user who can sign in at once.
///
/// @param mustChange whether the password is good for one sign-in, in which another is chosen
public record AddUser(People people, CreateUser create, SecretBytes password, boolean mustChange)
    implements Operation<User> {
  private static final int CREATED = 201;

  @Override
  public String name() {
    return "Add user";
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
    User user = create.run(work);
    people.save(work, user, password, mustChange);
    return user;
  }

  @Override
  public int status(User result) {
    return CREATED;
  }
}
