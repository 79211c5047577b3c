package dev.strongroom.vaults;

import dev.strongroom.kernel.Caller;
import dev.strongroom.kernel.Caller.Who;
import dev.strongroom.kernel.Work;
import java.time.Instant;

/// Who touched a resource and when, for `systemData`. An application is named by its client id as
/// in Azure; a user by its object id, because names change.
public record Stamp(String by, String byType, Instant at) {
  private static final String APPLICATION = "Application";
  private static final String USER = "User";

  public static Stamp of(Work work) {
    return switch (work.caller().who()) {
      case Who.Principal who ->
          who.kind() == Caller.Kind.USER
              ? new Stamp(who.id().toString(), USER, work.now())
              : new Stamp(
                  who.application().map(Object::toString).orElse(who.id().toString()),
                  APPLICATION,
                  work.now());
      case Who.Job(String name) -> new Stamp(name, APPLICATION, work.now());
      case Who.Nobody() -> new Stamp("nobody", APPLICATION, work.now());
    };
  }
}
