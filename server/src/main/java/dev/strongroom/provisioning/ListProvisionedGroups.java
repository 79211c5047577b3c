package dev.strongroom.provisioning;

import dev.strongroom.identity.Directory;
import dev.strongroom.identity.Principal;
import dev.strongroom.identity.Principal.Group;
import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Work;
import dev.strongroom.provisioning.Kept.KeptGroup;
import dev.strongroom.provisioning.Slice.Listed;
import java.util.Optional;

/// The groups of the client that a filter lets through, page by page.
public record ListProvisionedGroups(Provisioning provisioning, Slice<KeptGroup> slice)
    implements Operation<Listed<KeptGroup>> {
  @Override
  public String name() {
    return "List provisioned groups";
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
  public Listed<KeptGroup> run(Work work) {
    Directory all = provisioning.directory().directory(work.tx());
    return slice.of(
        provisioning.all(work).stream()
            .flatMap(facts -> all.principal(facts.id()).stream().map(one -> kept(all, one, facts)))
            .flatMap(Optional::stream)
            .toList());
  }

  private static Optional<KeptGroup> kept(Directory all, Principal one, Provisioned facts) {
    return one instanceof Group group
        ? Optional.of(new KeptGroup(group, facts, all.membersOf(group.id())))
        : Optional.empty();
  }
}
