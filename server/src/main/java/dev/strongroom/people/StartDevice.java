package dev.strongroom.people;

import dev.strongroom.identity.Directory;
import dev.strongroom.identity.EntraErrors;
import dev.strongroom.identity.Tenant;
import dev.strongroom.identity.TenantPath;
import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Problem;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Work;
import dev.strongroom.trust.SecretBytes;
import java.util.Optional;

/// A device without a browser asks for a code that its user types in elsewhere (RFC 8628).
public record StartDevice(People people, TokenAsk ask) implements Operation<StartDevice.Started> {
  /// As Entra's: no vowels, so no words; no letter that looks like another.
  private static final String ALPHABET = "BCDFGHJKLMNPQRSTVWXZ23456789";

  private static final int LENGTH = 9;
  private static final int ATTEMPTS = 10;

  /// @param userCode nine letters and digits, 43 bits, good for 15 minutes
  public record Started(SecretBytes deviceCode, String userCode) {
    public String text() {
      return Ticket.text(deviceCode);
    }
  }

  @Override
  public String name() {
    return "StartDeviceSignIn";
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
  public StartDevice.Started run(Work work) {
    Directory directory = people.directory().directory(work.tx());
    Client client = ask.client(directory);
    work.note("appId", client.id().toString());
    client.checkTenant(TenantPath.find(directory, ask.tenant()).map(Tenant::id));
    AskedScopes asked = ask.scopes("");
    if (asked.openId().isEmpty() && asked.resource().isEmpty()) {
      throw EntraErrors.missing("scope");
    }
    Issuing issuing = new Issuing(people, work);
    asked.resource().ifPresent(one -> issuing.checkResource(client, one, ask.tenant()));
    String address = work.caller().origin().address();
    if (people.devices().waiting(work.tx()) >= PeopleTimes.MAX_DEVICES
        || people.devices().waitingFrom(work.tx(), address) >= PeopleTimes.MAX_DEVICES_OF_ADDRESS) {
      throw new Problem.Unavailable(
              "Too many devices are waiting to be signed in.", PeopleTimes.DEVICE_INTERVAL)
          .asException();
    }
    SecretBytes device = Ticket.fresh(people.tools().random());
    String userCode = userCode(work);
    people
        .devices()
        .add(
            work.tx(),
            work.approve(
                new DeviceSignIn(
                    Ticket.hash(device),
                    userCode,
                    client.id(),
                    asked.text(),
                    work.now().plus(PeopleTimes.DEVICE),
                    address,
                    DeviceSignIn.Verdict.PENDING,
                    Optional.empty())));
    return new Started(device, userCode);
  }

  private String userCode(Work work) {
    for (int attempt = 0; attempt < ATTEMPTS; attempt += 1) {
      StringBuilder code = new StringBuilder();
      for (int i = 0; i < LENGTH; i += 1) {
        code.append(ALPHABET.charAt(people.tools().random().nextInt(ALPHABET.length())));
      }
      if (people.devices().deviceOf(work.tx(), code.toString()).isEmpty()) {
        return code.toString();
      }
    }
    throw new IllegalStateException("broken promise: nine letters are seldom taken");
  }
}
