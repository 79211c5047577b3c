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
  ///
  /// @param active what was activated
  /// @param given what an administrator gave, without an eligibility
  record State(
      Optional<Spell> eligible,
      Optional<Spell> waiting,
      Duration wanted,
      Optional<Spell> active,
      Optional<Spell> given) {
    static final State NOTHING =
        new State(
            Optional.empty(), Optional.empty(), Duration.ZERO, Optional.empty(), Optional.empty());

    State eligible(Optional<Spell> spell) {
      return new State(spell, waiting, wanted, active, given);
    }

    State waiting(Optional<Spell> spell, Duration length) {
      return new State(eligible, spell, length, active, given);
    }

    State active(Optional<Spell> spell) {
      return new State(eligible, waiting, wanted, spell, given);
    }

    State given(Optional<Spell> spell) {
      return new State(eligible, waiting, wanted, active, spell);
    }

    boolean mayActivate(Instant now) {
      return eligible.filter(spell -> spell.includes(now)).isPresent();
    }

    boolean waits(Instant now) {
      return waiting.filter(spell -> spell.includes(now)).isPresent();
    }

    boolean isActive(Instant now) {
      return active.filter(spell -> spell.includes(now)).isPresent();
    }

    boolean holds(Instant now) {
      return isActive(now) || given.filter(spell -> spell.includes(now)).isPresent();
    }
  }

  private ReferencePim() {}

  /// The state after a step; empty when the step is refused.
  static Optional<State> after(State before, Step step, Instant now, boolean approval) {
    Optional<Spell> none = Optional.empty();
    return switch (step) {
      case Step.Grant(Duration length) ->
          when(!before.mayActivate(now), before.eligible(spell(now, length)));
      case Step.Assign(Duration length) ->
          when(!before.holds(now), before.given(spell(now, length)));
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
                ? before.waiting(spell(now, PATIENCE), length)
                : before.active(within(before.eligible(), now, length)));
      }
      case Step.Approve _ -> {
        if (!before.waits(now)) {
          yield Optional.empty();
        }
        State decided = before.waiting(none, before.wanted());
        boolean possible = before.mayActivate(now) && !before.holds(now);
        yield Optional.of(
            possible ? decided.active(within(before.eligible(), now, before.wanted())) : decided);
      }
      case Step.Deny _, Step.Cancel _ ->
          when(before.waits(now), before.waiting(none, before.wanted()));
      case Step.Deactivate _ ->
          when(
              before.isActive(now) && !now.isBefore(before.active().get().start().plus(LEAST)),
              before.active(none));
      case Step.Remove _ -> when(before.holds(now), before.active(none).given(none));
      case Step.Revoke _ -> when(before.mayActivate(now), before.eligible(none).active(none));
      case Step.Pass _, Step.Sweep _ -> Optional.of(before);
    };
  }

  private static Optional<State> when(boolean allowed, State after) {
    return allowed ? Optional.of(after) : Optional.empty();
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
