package dev.strongroom.provisioning;

import dev.strongroom.identity.DirectoryActions;
import dev.strongroom.identity.Principal.Group;
import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Work;
import dev.strongroom.model.PrincipalId;
import dev.strongroom.provisioning.Kept.GroupForm;
import dev.strongroom.provisioning.Kept.KeptGroup;
import dev.strongroom.provisioning.Provisioning.Home;
import java.util.List;
import java.util.Optional;

/// Creates a group that the client keeps.
public record ProvisionGroup(Provisioning provisioning, GroupForm form)
    implements Operation<KeptGroup> {
  private static final int CREATED = 201;

  @Override
  public String name() {
    return "Provision group";
  }

  @Override
  public Action action() {
    return Provisioning.WRITE;
  }

  @Override
  public Target target() {
    return Provisioning.place();
  }

  @Override
  public KeptGroup run(Work work) {
    Home home = provisioning.home(work);
    PrincipalId id = DirectoryActions.randomPrincipal(work.random());
    form.externalId().ifPresent(name -> provisioning.refuseTwin(work, id, Group.class, name));
    Group group = new Group(id, home.tenant(), form.displayName(), true);
    Provisioned facts =
        new Provisioned(
            id, home.client(), form.externalId(), Person.UNNAMED, work.now(), work.now());
    provisioning.directory().insertPrincipal(work.tx(), work.approve(group));
    provisioning.store().put(work.tx(), work.approve(facts));
    provisioning.link(work, group, Optional.empty(), form.externalId());
    new GroupMembers(provisioning, id).become(work, form.members());
    return new KeptGroup(group, facts, List.copyOf(form.members()));
  }

  @Override
  public int status(KeptGroup result) {
    return CREATED;
  }
}
