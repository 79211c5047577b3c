package dev.strongroom.provisioning;

import dev.strongroom.identity.Directory;
import dev.strongroom.identity.Principal;
import dev.strongroom.identity.Principal.User;
import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Work;
import dev.strongroom.provisioning.Kept.KeptUser;
import dev.strongroom.provisioning.Slice.Listed;
import java.util.Optional;

/// The users of the client that a filter lets through, page by page.
///
/// @param userName when the filter asks for exactly this name
public record ListProvisionedUsers(
    Provisioning provisioning, Optional<String> userName, Slice<KeptUser> slice)
    implements Operation<Listed<KeptUser>> {
  @Override
  public String name() {
    return "List provisioned users";
  }

  @Override
  public Action action() {
    return Provisioning.READ;
  }

  @Override
  public Target target() {
    return Provisioning.place();
  }

  @Override
  public Listed<KeptUser> run(Work work) {
    Directory all = provisioning.directory().directory(work.tx());
    if (userName.isPresent()) {
      Provisions provisions = provisioning.store().provisions(work.tx());
      return slice.of(
          all.user(userName.get()).stream()
              .flatMap(user ->
                  provisions.find(provisioning.home(work).client(), user.id()).stream()
                      .map(facts -> new KeptUser(user, facts)))
              .toList());
    }
    return slice.of(
        provisioning.all(work).stream()
            .flatMap(facts -> all.principal(facts.id()).stream().map(one -> kept(one, facts)))
            .flatMap(Optional::stream)
            .toList());
  }

  private static Optional<KeptUser> kept(Principal one, Provisioned facts) {
    return one instanceof User user ? Optional.of(new KeptUser(user, facts)) : Optional.empty();
  }
}
