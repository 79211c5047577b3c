package dev.strongroom.provisioning;

import dev.strongroom.identity.Principal.Group;
import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Work;
import dev.strongroom.model.PrincipalId;
import dev.strongroom.provisioning.Kept.GroupForm;
import dev.strongroom.provisioning.Kept.KeptGroup;
import java.util.List;
import java.util.function.Function;

/// Makes a group of the client what the client wants it to be; members are in or out at their next
/// request.
///
/// @param change finds what is wanted in what there is
public record ChangeProvisionedGroup(
    Provisioning provisioning, PrincipalId id, Function<KeptGroup, GroupForm> change)
    implements Operation<KeptGroup> {
  @Override
  public String name() {
    return "Update provisioned group";
  }

  @Override
  public Action action() {
    return Provisioning.WRITE;
  }

  @Override
  public Target target() {
    return Provisioning.at(id);
  }

  @Override
  public KeptGroup run(Work work) {
    KeptGroup before = provisioning.group(work, id);
    GroupForm form = change.apply(before);
    form.externalId().ifPresent(name -> provisioning.refuseTwin(work, id, Group.class, name));
    Group group =
        new Group(id, before.group().tenant(), form.displayName(), before.group().enabled());
    Provisioned facts = before.facts().with(form.externalId(), Person.UNNAMED, work.now());
    provisioning.directory().updatePrincipal(work.tx(), work.approve(group));
    provisioning.store().put(work.tx(), work.approve(facts));
    provisioning.link(work, group, before.facts().externalId(), form.externalId());
    new GroupMembers(provisioning, id).become(work, form.members());
    return new KeptGroup(group, facts, List.copyOf(form.members()));
  }
}
