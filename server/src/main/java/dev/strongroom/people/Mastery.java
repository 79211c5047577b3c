package dev.strongroom.people;

import dev.strongroom.kernel.Caller;
import dev.strongroom.kernel.Tx;
import java.time.Instant;

/// Who may give every right there is, and so has less right than nobody.
@FunctionalInterface
public interface Mastery {
  boolean holds(Tx tx, Caller caller, Instant now);
}
