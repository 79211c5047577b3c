package dev.strongroom.kernel;

import java.time.Instant;
import java.util.function.Function;

/// May this caller do this? What the gate asks the authoriser.
///
/// @param traits looked up only when a condition asks for them
/// @param trace sees what is looked at
public record Question(
    Caller caller,
    Action action,
    Target target,
    Function<Tx, Traits> traits,
    Instant now,
    Trace trace) {
  public Question(
      Caller caller, Action action, Target target, Function<Tx, Traits> traits, Instant now) {
    this(caller, action, target, traits, now, Trace.OFF);
  }

  /// The same question, with somebody looking on.
  public Question under(Trace watching) {
    return new Question(caller, action, target, traits, now, watching);
  }
}
