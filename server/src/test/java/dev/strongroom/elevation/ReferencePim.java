package dev.strongroom.elevation;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// The rules of access for a time, for one person and one role, as plainly as they can be written.
final class ReferencePim {
  static final Duration LONGEST = Duration.ofHours(2);
  static final Duration PATIENCE = Duration.ofDays(1);
  private static final Duration LEAST = Duration.ofMinutes(5);

  record Spell(Instant start, Instant end) {
    boolean includes(Instant now) {
      return !now.isBefore(start) && now.isBefore(end);
    }
  }

  /// Everything there is. A spell that is over is as good as none.
  record State(
      Optional<Spell> eligible, Optional<Spell> waiting, Duration wanted, Optional<Spell> active) {
    static final State NOTHING =
        new State(Optional.empty(), Optional.empty(), Duration.ZERO, Optional.empty());

    boolean mayActivate(Instant now) {
      return eligible.filter(spell -> spell.includes(now)).isPresent();
    }

    boolean waits(Instant now) {
      return waiting.filter(spell -> spell.includes(now)).isPresent();
    }

    boolean holds(Instant now) {
      return active.filter(spell -> spell.includes(now)).isPresent();
    }
  }

  private ReferencePim() {}

  /// The state after a step; empty when the step is refused.
  static Optional<State> after(State before, Step step, Instant now, boolean approval) {
    Optional<Spell> eligible = before.eligible();
    Optional<Spell> none = Optional.empty();
    return switch (step) {
      case Step.Grant(Duration length) ->
          before.mayActivate(now)
              ? Optional.empty()
              : Optional.of(
                  new State(
                      spell(now, length), before.waiting(), before.wanted(), before.active()));
      case Step.Activate(Duration length) -> {
        boolean allowed =
            before.mayActivate(now)
                && length.compareTo(LONGEST) <= 0
                && !before.holds(now)
                && !before.waits(now);
        if (!allowed) {
          yield Optional.empty();
        }
        yield Optional.of(
            approval
                ? new State(eligible, spell(now, PATIENCE), length, before.active())
                : new State(eligible, before.waiting(), length, within(eligible, now, length)));
      }
      case Step.Approve _ -> {
        if (!before.waits(now)) {
          yield Optional.empty();
        }
        boolean possible = before.mayActivate(now) && !before.holds(now);
        yield Optional.of(
            new State(
                eligible,
                none,
                before.wanted(),
                possible ? within(eligible, now, before.wanted()) : before.active()));
      }
      case Step.Deny _, Step.Cancel _ ->
          before.waits(now)
              ? Optional.of(new State(eligible, none, before.wanted(), before.active()))
              : Optional.empty();
      case Step.Deactivate _ ->
          before.holds(now) && !now.isBefore(before.active().get().start().plus(LEAST))
              ? Optional.of(new State(eligible, before.waiting(), before.wanted(), none))
              : Optional.empty();
      case Step.Remove _ ->
          before.holds(now)
              ? Optional.of(new State(eligible, before.waiting(), before.wanted(), none))
              : Optional.empty();
      case Step.Revoke _ ->
          before.mayActivate(now)
              ? Optional.of(new State(none, before.waiting(), before.wanted(), none))
              : Optional.empty();
      case Step.Pass _, Step.Sweep _ -> Optional.of(before);
    };
  }

  private static Optional<Spell> spell(Instant now, Duration length) {
    return Optional.of(new Spell(now, now.plus(length)));
  }

  private static Optional<Spell> within(Optional<Spell> eligible, Instant now, Duration length) {
    Instant end = now.plus(length);
    Instant limit = eligible.orElseThrow().end();
    return Optional.of(new Spell(now, end.isBefore(limit) ? end : limit));
  }
}
