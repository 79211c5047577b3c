package dev.strongroom.people;

import dev.strongroom.identity.EntraErrors;
import dev.strongroom.identity.Principal.User;
import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Work;
import dev.strongroom.trust.SecretBytes;
import java.util.Optional;

/// A waiting device asks whether its user has decided.
public record RedeemDevice(People people, TokenAsk ask) implements Operation<UserTokens> {
  @Override
  public String name() {
    return "RedeemDeviceCode";
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
  public UserTokens run(Work work) {
    Client client = ask.client(people.directory().directory(work.tx()));
    work.note("appId", client.id().toString());
    SameClient.check(client, client.platform(), ask);
    SecretBytes hash =
        Ticket.hash(ask.deviceCode().orElseThrow(() -> EntraErrors.missing("device_code")));
    DeviceSignIn device =
        people
            .devices()
            .device(work.tx(), hash)
            .filter(found -> found.client().equals(client.id()))
            .filter(found -> work.now().isBefore(found.expires()))
            .orElseThrow(PeopleErrors::deviceExpired);
    boolean timely = people.tools().watch().pace().admit(hash, work.now());
    return switch (device.verdict()) {
      case PENDING -> throw timely ? PeopleErrors.pending() : PeopleErrors.tooFast();
      case DECLINED -> throw PeopleErrors.declined();
      case APPROVED -> issue(work, device, client);
    };
  }

  private UserTokens issue(Work work, DeviceSignIn device, Client client) {
    people.devices().delete(work.tx(), work.approve(device));
    AppGrant grant =
        device
            .grant()
            .flatMap(id -> people.grants().grant(work.tx(), id))
            .orElseThrow(PeopleErrors::revoked);
    Issuing issuing = new Issuing(people, work);
    User user = issuing.userOf(grant, client);
    String address = work.caller().origin().address();
    if (!people.tools().rules().satisfied(grant.methods(), address)) {
      throw PeopleErrors.secondFactorNeeded();
    }
    return issuing.first(
        grant, user, ask.scopes(device.scope()), new Issuing.Extras(client, Optional.empty(), ask));
  }

  @Override
  public int status(UserTokens result) {
    return result.status();
  }
}
