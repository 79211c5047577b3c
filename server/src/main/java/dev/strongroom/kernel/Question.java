package dev.strongroom.kernel;

import java.time.Instant;
import java.util.function.Function;

/// May this caller do this? What the gate asks the authoriser.
///
/// @param traits looked up only when a condition asks for them
public record Question(
    Caller caller, Action action, Target target, Function<Tx, Traits> traits, Instant now) {}
