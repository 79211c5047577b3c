package dev.strongroom.provisioning;

import dev.strongroom.identity.DirectoryActions;
import dev.strongroom.identity.Principal.User;
import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Work;
import dev.strongroom.model.PrincipalId;
import dev.strongroom.provisioning.Kept.KeptUser;
import dev.strongroom.provisioning.Kept.UserForm;
import dev.strongroom.provisioning.Provisioning.Home;
import java.util.Optional;

/// Creates a user that the client keeps. A user that somebody else made is never taken over,
/// whatever it is called.
public record ProvisionUser(Provisioning provisioning, UserForm form)
    implements Operation<KeptUser> {
  private static final int CREATED = 201;

  @Override
  public String name() {
    return "Provision user";
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
  public KeptUser run(Work work) {
    Home home = provisioning.home(work);
    if (provisioning.directory().directory(work.tx()).user(form.userName()).isPresent()) {
      throw Provisioning.exists("userName");
    }
    PrincipalId id = DirectoryActions.randomPrincipal(work.random());
    form.externalId().ifPresent(name -> provisioning.refuseTwin(work, id, User.class, name));
    User user = new User(id, home.tenant(), form.displayName(), form.active(), form.userName());
    Provisioned facts =
        new Provisioned(
            id, home.client(), form.externalId(), form.person(), work.now(), work.now());
    provisioning.directory().insertPrincipal(work.tx(), work.approve(user));
    provisioning.store().put(work.tx(), work.approve(facts));
    provisioning.link(work, user, Optional.empty(), form.externalId());
    return new KeptUser(user, facts);
  }

  @Override
  public int status(KeptUser result) {
    return CREATED;
  }
}
