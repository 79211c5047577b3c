package dev.strongroom.people;

import dev.strongroom.identity.Principal.User;
import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Work;
import dev.strongroom.trust.SecretBytes;
import java.util.Locale;
import java.util.Optional;

/// What waits behind the code that somebody signed in has typed.
public record ReadDevice(People people, SecretBytes cookie, String userCode, Visitor visitor)
    implements Operation<ReadDevice.Waiting> {
  private static final String GUESS = "device code";

  public record Waiting(User user, DeviceSignIn device, String application) {}

  @Override
  public String name() {
    return "ReadDeviceSignIn";
  }

  @Override
  public Action action() {
    return PeopleActions.READ_OWN;
  }

  @Override
  public Target target() {
    return new Target.Server();
  }

  @Override
  public ReadDevice.Waiting run(Work work) {
    SignedIn me = people.require(work, cookie);
    DeviceSignIn device = find(people, work, userCode, visitor);
    return new Waiting(
        me.user(),
        device,
        Client.titleOf(people.directory().directory(work.tx()), device.client()));
  }

  /// Codes are short, so guessing them is slowed.
  static DeviceSignIn find(People people, Work work, String typed, Visitor visitor) {
    people.throttle().admitPlace(GUESS, visitor, work.now());
    Optional<DeviceSignIn> found =
        people
            .devices()
            .deviceOf(work.tx(), normal(typed))
            .filter(device -> device.verdict() == DeviceSignIn.Verdict.PENDING)
            .filter(device -> work.now().isBefore(device.expires()));
    if (found.isEmpty()) {
      people.throttle().failedPlace(GUESS, visitor, work.now());
    }
    return found.orElseThrow(PeopleErrors::badUserCode);
  }

  private static String normal(String typed) {
    return typed.replaceAll("[\\s-]", "").toUpperCase(Locale.ROOT);
  }
}
