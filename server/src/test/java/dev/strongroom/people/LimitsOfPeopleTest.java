package dev.strongroom.people;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.identity.CreateUser;
import dev.strongroom.identity.DirectoryActions;
import dev.strongroom.identity.IdentityWorld;
import dev.strongroom.identity.Principal.User;
import dev.strongroom.identity.ReplyAddress.Platform;
import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Assurance;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Work;
import dev.strongroom.trust.SecretBytes;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What one user holds is bounded; one more ends the oldest.
class LimitsOfPeopleTest {
  private static final Visitor VISITOR = new Visitor("10.0.0.7", "Test", Optional.empty());

  /// Begins sessions or grants, in one transaction.
  private record Begin(People people, User user, int sessions, int grants)
      implements Operation<Integer> {
    @Override
    public String name() {
      return "Begin";
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
    public Integer run(Work work) {
      for (int i = 0; i < sessions; i += 1) {
        var _ = new Sessions(people).begin(work, user, Set.of(Assurance.PASSWORD), VISITOR);
      }
      for (int i = 0; i < grants; i += 1) {
        Issuing.SignedInAs who =
            new Issuing.SignedInAs(user.id(), Optional.empty(), Set.of(), work.now());
        var _ =
            new Issuing(people, work)
                .begin(who, FirstParty.AZURE_CLI.id(), Platform.PUBLIC_CLIENT, "openid");
      }
      return 0;
    }
  }

  private record Held(People people, User user) implements Operation<List<Integer>> {
    @Override
    public String name() {
      return "Held";
    }

    @Override
    public Action action() {
      return DirectoryActions.READ;
    }

    @Override
    public Target target() {
      return DirectoryActions.on("users");
    }

    @Override
    public List<Integer> run(Work work) {
      return List.of(
          people.sessions().sessionsOf(work.tx(), user.id()).size(),
          people.grants().grantsOf(work.tx(), user.id()).size());
    }
  }

  @Test
  void sessionsAndGrantsAreBounded(@TempDir Path folder) {
    try (IdentityWorld world = IdentityWorld.fresh(folder)) {
      People people = world.people;
      User user =
          world.perform(
              new AddUser(
                  people,
                  new CreateUser(world.directory, IdentityWorld.TENANT, "a@corp.test", "A"),
                  SecretBytes.utf8("vier lila elefanten tanzen"),
                  false));
      world.perform(
          new Begin(people, user, PeopleTimes.MAX_SESSIONS - 1, PeopleTimes.MAX_GRANTS - 1));
      assertThat(world.perform(new Held(people, user)))
          .containsExactly(PeopleTimes.MAX_SESSIONS - 1, PeopleTimes.MAX_GRANTS - 1);
      world.perform(new Begin(people, user, 1, 1));
      assertThat(world.perform(new Held(people, user)))
          .containsExactly(PeopleTimes.MAX_SESSIONS, PeopleTimes.MAX_GRANTS);
      world.perform(new Begin(people, user, 1, 1));
      assertThat(world.perform(new Held(people, user)))
          .containsExactly(PeopleTimes.MAX_SESSIONS, PeopleTimes.MAX_GRANTS);
    }
  }
}
