package dev.strongroom.access;

import java.time.Instant;
import java.util.Optional;

/// When an assignment counts.
///
/// @param from the first moment; empty when it has begun: clocks of several nodes differ a little,
///   and what was given just now must hold at once on each of them
/// @param until the first moment at which it no longer counts; empty for no end
public record Window(Optional<Instant> from, Optional<Instant> until) {
  public static final Window ALWAYS = new Window(Optional.empty(), Optional.empty());

  public boolean includes(Instant now) {
    return from.map(first -> !now.isBefore(first)).orElse(true) && !isOver(now);
  }

  public boolean isOver(Instant now) {
    return until.map(end -> !now.isBefore(end)).orElse(false);
  }
}
