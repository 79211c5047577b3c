package dev.strongroom.people;

import dev.strongroom.identity.DirectoryActions;
import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Work;
import java.time.Instant;

/// Removes what has ended by itself: sessions, grants, codes, devices, links, challenges.
public record PurgeEndedSignIns(People people) implements Operation<Integer> {
  @Override
  public String name() {
    return "Purge ended sign-ins";
  }

  @Override
  public Action action() {
    return PeopleActions.PURGE;
  }

  @Override
  public Target target() {
    return DirectoryActions.on("signIns");
  }

  @Override
  public Integer run(Work work) {
    Instant now = work.now();
    return people.sessions().deleteSessionsBefore(work.tx(), now)
        + people.grants().deleteGrantsBefore(work.tx(), now)
        + people.devices().deleteDevicesBefore(work.tx(), now)
        + people.persons().deleteLinksBefore(work.tx(), now)
        + people.persons().deleteSpentBefore(work.tx(), now);
  }
}
