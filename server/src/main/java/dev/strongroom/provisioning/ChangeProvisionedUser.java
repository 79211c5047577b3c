package dev.strongroom.provisioning;

import dev.strongroom.identity.Principal.User;
import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Work;
import dev.strongroom.model.PrincipalId;
import dev.strongroom.provisioning.Kept.KeptUser;
import dev.strongroom.provisioning.Kept.UserForm;
import java.util.function.Function;

/// Makes a user of the client what the client wants it to be. Switching one off ends its tokens at
/// their next use.
///
/// @param change finds what is wanted in what there is
public record ChangeProvisionedUser(
    Provisioning provisioning, PrincipalId id, Function<KeptUser, UserForm> change)
    implements Operation<KeptUser> {
  @Override
  public String name() {
    return "Update provisioned user";
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
  public KeptUser run(Work work) {
    KeptUser before = provisioning.user(work, id);
    UserForm form = change.apply(before);
    boolean taken =
        provisioning
            .directory()
            .directory(work.tx())
            .user(form.userName())
            .filter(other -> !other.id().equals(id))
            .isPresent();
    if (taken) {
      throw Provisioning.exists("userName");
    }
    form.externalId().ifPresent(name -> provisioning.refuseTwin(work, id, User.class, name));
    User user =
        new User(id, before.user().tenant(), form.displayName(), form.active(), form.userName());
    Provisioned facts = before.facts().with(form.externalId(), form.person(), work.now());
    provisioning.directory().updatePrincipal(work.tx(), work.approve(user));
    provisioning.store().put(work.tx(), work.approve(facts));
    provisioning.link(work, user, before.facts().externalId(), form.externalId());
    work.note("active", Boolean.toString(form.active()));
    return new KeptUser(user, facts);
  }
}
