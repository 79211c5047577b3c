package dev.strongroom.people;

import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Work;
import dev.strongroom.trust.SecretBytes;
import java.util.Optional;

/// Whoever is signed in lets the device act for them, or not.
public record DecideDevice(
    People people, SecretBytes cookie, String userCode, boolean approve, Visitor visitor)
    implements Operation<DeviceSignIn> {
  @Override
  public String name() {
    return "DecideDeviceSignIn";
  }

  @Override
  public Action action() {
    return PeopleActions.SIGN_IN;
  }

  @Override
  public Target target() {
    return new Target.Server();
  }

  @Override
  public DeviceSignIn run(Work work) {
    SignedIn me = people.require(work, cookie);
    DeviceSignIn device = ReadDevice.find(people, work, userCode, visitor);
    work.note("approved", Boolean.toString(approve));
    if (!approve) {
      DeviceSignIn declined = device.declined();
      people.devices().update(work.tx(), work.approve(declined));
      return declined;
    }
    if (!people.tools().rules().satisfied(me.methods(), visitor.address())) {
      throw PeopleErrors.secondFactorNeeded();
    }
    Client client =
        Client.find(people.directory().directory(work.tx()), device.client().toString());
    client.checkTenant(Optional.of(me.user().tenant()));
    AppGrant grant =
        new Issuing(people, work)
            .begin(Issuing.SignedInAs.of(me), client.id(), client.platform(), device.scope());
    DeviceSignIn approved = device.approved(grant.id());
    people.devices().update(work.tx(), work.approve(approved));
    return approved;
  }
}
